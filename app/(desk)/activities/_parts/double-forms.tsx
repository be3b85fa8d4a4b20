import { ButtonForm } from '@/app/_forms/button-form'
import { Seen, SelectField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { DoubleSide, ListedDouble } from '@/lib/activity/doubles/double.queries'
import { asksHeads } from '@/lib/activity/doubles/merge.rules'
import { keepTwoApart, mergeTwo } from '../doubles/actions'

type Props = { say: Say; pair: ListedDouble }

/** What is done about a pair: merged into one of the two, or kept as two. */
export function DoubleForms({ say, pair: { sides, mayMerge, differing, own } }: Props) {
  const [a, b] = sides
  const other = own === a.id ? b : a
  return (
    <div className="mt-3 flex flex-wrap items-end gap-2">
      {mayMerge ? (
        <MergeForm say={say} sides={sides} differing={differing} />
      ) : (
        <p className="basis-full text-ink-2 text-sm">{say.t('double.notBoth', { host: other.hostName })}</p>
      )}
      <ButtonForm action={keepTwoApart} fields={{ id: own, otherId: other.id }} look="btn">
        {say.t('double.apart')}
        <span className="sr-only"> {a.title}</span>
      </ButtonForm>
    </div>
  )
}

type MergeProps = { say: Say } & Pick<ListedDouble, 'sides' | 'differing'>

function MergeForm({ say, sides, differing }: MergeProps) {
  const { t } = say
  const [a, b] = sides
  // What nobody has marked gives way to what somebody has.
  const keepable = sides.filter(each => each.marks > 0 || sides.every(side => side.marks === 0))
  return (
    <Form action={mergeTwo} className="min-w-0 basis-full" labels={{ heads: t('double.headsOf') }}>
      <input type="hidden" name="id" value={a.id} />
      <input type="hidden" name="otherId" value={b.id} />
      <Seen value={a.version} />
      <Seen name="otherVersion" value={b.version} />
      {asksHeads(a, b) && (
        <SelectField
          name="heads"
          label={t('double.headsOf')}
          choices={[
            { value: '', label: t('double.choose') },
            ...sides.map(each => ({ value: String(each.id), label: headsWords(say, each) })),
            { value: 'sum', label: t('double.sum', { heads: (a.heads ?? 0) + (b.heads ?? 0) }) },
          ]}
        />
      )}
      {differing.length > 0 && <MarkFields say={say} sides={sides} differing={differing} />}
      <p className="mb-2 text-ink-2 text-sm">{t('double.effect')}</p>
      <div className="flex flex-wrap gap-2">
        {keepable.map(each => (
          <button
            key={each.id}
            type="submit"
            name="keptId"
            value={each.id}
            className="btn btn-main max-w-full whitespace-normal text-left"
          >
            {t('double.keep', { host: each.hostName, title: each.title })}
          </button>
        ))}
      </div>
    </Form>
  )
}

function headsWords({ t }: Say, { hostName, heads, consultations }: DoubleSide): string {
  return t('double.headsChoice', { host: hostName, heads: heads ?? 0, consultations: consultations ?? 0 })
}

/** The people whom the two record otherwise: whose mark holds is chosen before they are merged. */
function MarkFields({ say, sides: [a, b], differing }: MergeProps) {
  const { t } = say
  const said = (record: (typeof differing)[number]['a']) =>
    record?.mark
      ? say.term(`mark.${record.mark as 'present'}`)
      : record?.completedOn
        ? t('double.completed', { day: record.completedOn })
        : record?.madeUpOn
          ? t('double.madeUp', { day: record.madeUpOn })
          : say.term('mark.none')
  return (
    <fieldset className="mb-3 min-w-0">
      <legend className="font-semibold">{t('double.differing', { count: differing.length })}</legend>
      <ul>
        {differing.map(({ personId, name, unitName, ...marks }) => (
          <li key={personId} className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5">
            <label htmlFor={`mark-${a.id}-${personId}`} className="min-w-40 flex-1">
              {name} <span className="text-ink-3 text-sm">{unitName}</span>
            </label>
            <select
              id={`mark-${a.id}-${personId}`}
              name="marks[]"
              className="field desk:w-auto w-full max-w-full"
              required
            >
              <option value="">{t('double.choose')}</option>
              <option value={`${personId}:${a.id}`}>
                {t('double.markOf', { host: a.hostName, title: a.title, mark: said(marks.a) })}
              </option>
              <option value={`${personId}:${b.id}`}>
                {t('double.markOf', { host: b.hostName, title: b.title, mark: said(marks.b) })}
              </option>
            </select>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
