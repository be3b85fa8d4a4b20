import type { Say } from '@/app/_i18n/messages'
import { CopyText } from '@/app/_ui/copy-text.client'
import { Link } from '@/app/_ui/link'
import { TableCard } from '@/app/_ui/table'
import type { Step, Undone } from '@/lib/statistics/goal/goal.rules'
import { type OfFigure, oneOf, personAddress } from '../../_parts/address'
import { dayIn } from '../../_parts/span-words'
import { stacked } from '../../rows/_parts/rows-table'

type Props = { say: Say; of: OfFigure; steps: Step[]; notice: (lines: number) => string }

const SHOWN = 200
const WRITTEN = 500

/** What has to be done, by name and last day, and the text to send. */
export function StepList({ say, of, steps, notice }: Props) {
  const { t } = say
  const all = steps.flatMap(each => each.undone)
  if (all.length === 0) return null
  const heads = {
    person: t('goal.page.person'),
    unit: t('goal.page.unit'),
    what: t('goal.page.what'),
    until: t('goal.page.until'),
  }
  return (
    <>
      <h2 className="mb-2">{t('goal.page.list')}</h2>
      {all.length > SHOWN && (
        <p className="mb-2 text-ink-3">{t('goal.page.listed', { count: all.length, shown: SHOWN })}</p>
      )}
      <TableCard label={t('goal.page.list')}>
        <table className="block desk:table">
          <thead className="sr-only desk:not-sr-only desk:table-header-group">
            <tr>
              {Object.values(heads).map(head => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="block desk:table-row-group">
            {all.slice(0, SHOWN).map(each => (
              <tr
                key={`${each.kind}/${each.id}/${each.personId}`}
                className="block desk:table-row border-line desk:border-0 border-b py-2"
              >
                <td data-head={heads.person} className={`${stacked} whitespace-nowrap`}>
                  <Link href={personAddress(of, each.personId)}>{each.name}</Link>
                </td>
                <td data-head={heads.unit} className={stacked}>
                  {each.unitName}
                </td>
                <td data-head={heads.what} className={stacked}>
                  <span>
                    <Link href={oneOf(each.kind === 'exam' ? 'exam' : 'activity', each.id, each.personId)}>
                      {each.title}
                    </Link>{' '}
                    <span className="text-ink-3 text-sm">
                      {dayIn(say, each.day)}
                      {each.below === 1 && each.kind === 'meeting' && ` · ${t('goal.page.set')}`}
                    </span>
                  </span>
                </td>
                <td data-head={heads.until} className={stacked}>
                  {untilWords(say, each, of.asOf)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
      <section className="mt-6 max-w-3xl print:hidden" aria-labelledby="notice">
        <h2 id="notice" className="mb-2">
          {t('goal.page.copy')}
        </h2>
        <CopyText
          text={notice(WRITTEN)}
          label={t('goal.page.copy')}
          copy={t('goal.page.copyButton')}
          copied={t('goal.page.copied')}
        />
        {all.length > WRITTEN && (
          <p className="mt-1 text-ink-2">{t('goal.page.cut', { count: WRITTEN, total: all.length })}</p>
        )}
      </section>
    </>
  )
}

function untilWords(say: Say, { until, kind }: Undone, asOf: string): string {
  if (until === null) return say.t('goal.page.noUntil')
  const day = dayIn(say, until)
  return kind === 'online' && until < asOf ? say.t('goal.page.overdue', { day }) : day
}
