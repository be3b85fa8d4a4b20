import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { dayOf } from '@/lib/core/time'
import { timesWords } from '@/lib/plan/occurrences/occurrence.rules'
import type { PlanItem, planOf } from '@/lib/plan/plan.queries'
import type { Line } from '@/lib/plan/plan.rules'
import { fullDay } from '../../_parts/day-words'
import { ItemState, timesAddress } from '../../_parts/item-state'
import { StepButtons } from './step-buttons'

type Props = { say: Say; plan: Awaited<ReturnType<typeof planOf>>; lines: Line<PlanItem>[] }

/** The document as printed by the office; on paper without the parts that only the screen needs. */
export function ItemTable({ say, plan, lines }: Props) {
  const { t } = say
  const isPoints = plan.kind === 'workPoints'
  const steps = plan.mayChange && plan.status === 'draft'
  const partsOf = ({ id }: PlanItem) => lines.map(line => line.item).filter(each => each.parentId === id)
  return (
    <div className="print-ruled print-landscape desk:block hidden print:block">
      <div className="hidden text-center print:mb-4 print:block">
        <p className="font-semibold font-song text-2xl">{plan.title}</p>
        {plan.issuedAt && (
          <p className="mt-1">
            {t('plan.document.issuedBy', {
              unit: plan.unitName,
              day: fullDay(say, dayOf(plan.issuedAt)),
            })}
          </p>
        )}
      </div>
      <div className="card px-2 py-1 print:border-0 print:p-0">
        <table>
          <caption className="sr-only">{plan.title}</caption>
          <thead>
            <tr>
              <th className="n">{t('plan.document.number')}</th>
              <th>{isPoints ? t('plan.document.point') : t('plan.document.time')}</th>
              {isPoints ? (
                <>
                  <th>{t('plan.document.unit')}</th>
                  <th>{t('plan.document.deadline')}</th>
                  <th className="n">{t('plan.document.weight')}</th>
                  <th>{t('plan.document.evidence')}</th>
                </>
              ) : (
                <>
                  <th>{t('plan.document.content')}</th>
                  <th>{t('plan.document.form')}</th>
                  <th>{t('plan.document.audience')}</th>
                  <th>{t('plan.document.lecturer')}</th>
                  <th>{t('plan.document.unit')}</th>
                  <th className="n">{t('plan.document.times')}</th>
                </>
              )}
              <th className="print:hidden">
                {isPoints ? t('plan.document.discharge') : t('plan.document.state')}
              </th>
              {steps && (
                <th className="print:hidden">
                  <span className="sr-only">{t('plan.document.order')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ item, number, depth }) => (
              <tr key={item.id} id={`item-${item.id}`}>
                <td className="n text-ink-3">{number}</td>
                {isPoints ? (
                  <>
                    <td className={depth > 0 ? 'pl-8' : 'font-semibold'}>
                      <Content plan={plan} item={item} />
                    </td>
                    <td>{item.unitName}</td>
                    <td className="whitespace-nowrap">{item.timeWords}</td>
                    <td className="n">
                      {item.weight === null ? '—' : t('plan.document.percent', { weight: item.weight })}
                    </td>
                    <td>{item.evidence ?? '—'}</td>
                  </>
                ) : (
                  <>
                    <td className="min-w-20 max-w-28">{item.timeWords}</td>
                    <td className="min-w-52">
                      <Content plan={plan} item={item} />
                      <Topics say={say} item={item} />
                    </td>
                    <td className="min-w-24">{item.form || '—'}</td>
                    <td className="min-w-28">{item.audienceWords || '—'}</td>
                    <td className="min-w-20">{item.lecturer ?? '—'}</td>
                    <td className="min-w-24">{item.unitName}</td>
                    <td className="n">
                      <Link href={timesAddress(item)} className="figure print:text-ink print:no-underline">
                        {item.every === 'once'
                          ? item.occurrences.length
                          : t('plan.document.timesEach', {
                              times: timesWords(item),
                              count: item.occurrences.length,
                            })}
                      </Link>
                    </td>
                  </>
                )}
                <td className="w-56 print:hidden">
                  <ItemState say={say} kind={plan.kind} item={item} parts={partsOf(item)} />
                </td>
                {steps && (
                  <td className="print:hidden">
                    <StepButtons say={say} itemId={item.id} content={item.content} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Content({ plan, item }: { plan: Props['plan']; item: PlanItem }) {
  return (
    <Link href={`/plans/${plan.id}/items/${item.id}`} className="print:text-ink print:no-underline">
      {item.content}
    </Link>
  )
}

/** 必学 and 备注 are placed below the content, because they are short and rare. */
export function Topics({ say, item }: { say: Say; item: PlanItem }) {
  if (!item.mustLearn && item.topics.length === 0 && !item.remark) return null
  return (
    <p className="flex flex-wrap gap-x-3 text-ink-3 text-sm print:text-ink">
      {(item.mustLearn || item.topics.length > 0) && (
        <span>
          {item.topics.length > 0
            ? say.t('common.form.labelled', {
                label: say.t('plan.document.mustLearn'),
                text: item.topics.map(topic => topic.name).join('、'),
              })
            : say.t('plan.document.mustLearn')}
        </span>
      )}
      {item.remark && (
        <span>
          {say.t('common.form.labelled', { label: say.t('plan.document.remark'), text: item.remark })}
        </span>
      )}
    </p>
  )
}
