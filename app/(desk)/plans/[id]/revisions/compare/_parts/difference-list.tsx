import type { MessageKey, Say } from '@/app/_i18n/messages'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { ComparedField, Comparison, Difference, FieldChange } from '@/lib/plan/revision.rules'

const tones: Record<Difference['kind'], Tone> = {
  added: 'done',
  removed: 'owed',
  changed: 'soon',
  moved: 'quiet',
}
// The sign and the word carry the meaning; the colour only repeats it.
const signs: Record<Difference['kind'], string> = { added: '＋', removed: '－', changed: '≠', moved: '↕' }
const fieldWords: Record<ComparedField, MessageKey> = {
  time: 'plan.document.time',
  times: 'plan.document.times',
  content: 'plan.document.content',
  form: 'plan.document.form',
  audience: 'plan.document.audience',
  lecturer: 'plan.document.lecturer',
  unit: 'plan.document.unit',
  mustLearn: 'plan.document.mustLearn',
  parent: 'plan.item.parent',
  weight: 'plan.document.weight',
  evidence: 'plan.document.evidence',
  remark: 'plan.document.remark',
}

type Props = { say: Say; from: number; to: number; comparison: Comparison }

/** Each difference with both revisions side by side, on a phone one below the other. */
export function DifferenceList({ say, from, to, comparison }: Props) {
  const { t } = say
  const { title, differences, same } = comparison
  const count = (kind: Difference['kind']) => differences.filter(each => each.kind === kind).length
  const counts = {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    moved: differences.filter(each => each.isMoved).length,
  }
  return (
    <>
      <p className="mb-4 text-ink-2">
        {differences.length > 0 ? t('paper.compare.summary', counts) : t('paper.compare.none')}{' '}
        {differences.length > 0 && same > 0 && t('paper.compare.same', { count: same })}
      </p>
      {title && (
        <p className="card mb-3">
          <span className="mr-3 text-ink-3">{t('paper.compare.renamed')}</span>
          <Change say={say} before={title.before} after={title.after} />
        </p>
      )}
      <ol className="space-y-3">
        {differences.map(each => (
          <li key={each.id} className="card">
            <p className="mb-2 flex flex-wrap items-center gap-2">
              <Mark say={say} kind={each.kind} />
              {each.isMoved && each.kind !== 'moved' && <Mark say={say} kind="moved" />}
              <b>{each.item.content}</b>
            </p>
            <div className="grid desk:grid-cols-2 gap-3">
              <Side say={say} revision={from} number={each.numberBefore} difference={each} side="before" />
              <Side say={say} revision={to} number={each.numberAfter} difference={each} side="after" />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function Mark({ say, kind }: { say: Say; kind: Difference['kind'] }) {
  return (
    <Tag tone={tones[kind]}>
      <span aria-hidden="true">{signs[kind]} </span>
      {say.t(`paper.compare.${kind}`)}
    </Tag>
  )
}

type SideProps = {
  say: Say
  revision: number
  number: string | null
  difference: Difference
  side: 'before' | 'after'
}

function Side({ say, revision, number, difference, side }: SideProps) {
  const { t } = say
  return (
    <section className="rounded border border-line px-3 py-2">
      <h3 className="text-ink-3 text-sm">
        {t('plan.revisions.revision', { revision })}
        {number && ` · ${t('paper.compare.at', { number })}`}
      </h3>
      {number === null ? (
        <p className="text-ink-3">{t('paper.compare.absent')}</p>
      ) : difference.fields.length === 0 ? (
        <p className="text-ink-3">{t('paper.compare.unchanged')}</p>
      ) : (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1">
          {difference.fields.map(field => (
            <div key={field.field} className="contents">
              <dt className="text-ink-3">{t(fieldWords[field.field])}</dt>
              <dd>
                <Value say={say} field={field} side={side} isChange={difference.kind === 'changed'} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

type ValueProps = { say: Say; field: FieldChange; side: 'before' | 'after'; isChange: boolean }

/** Removed text is struck through, added text underlined. */
function Value({ say, field, side, isChange }: ValueProps) {
  const text = field[side]
  if (text === '') return <span className="text-ink-3">{say.t('paper.compare.empty')}</span>
  if (!isChange) return <>{text}</>
  return side === 'before' ? <Old>{text}</Old> : <New>{text}</New>
}

function Change({ say, before, after }: { say: Say; before: string; after: string }) {
  return (
    <>
      {before ? <Old>{before}</Old> : say.t('paper.compare.empty')}
      <span aria-hidden="true"> → </span>
      <New>{after}</New>
    </>
  )
}

function Old({ children }: { children: string }) {
  return <del className="bg-cinnabar-wash text-ink line-through">{children}</del>
}

function New({ children }: { children: string }) {
  return <ins className="bg-pine-wash text-ink underline">{children}</ins>
}
