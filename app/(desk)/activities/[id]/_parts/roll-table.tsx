import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { TableCard } from '@/app/_ui/table'
import type { rollByUnit } from '@/lib/activity/activity.queries'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'

type Roll = Awaited<ReturnType<typeof rollByUnit>>
type Props = {
  say: Say
  activity: {
    id: number
    form: string
    compulsory: boolean
    status: ActivityStatus
    rollOpenedAt: number | null
  }
  roll: Roll
  unmarked: number
  links: boolean
}

/**
 * The number of people due by unit, and once the roll is open how many came; every figure links to the unit's
 * sheet.
 */
export function RollTable({ say, activity, roll, unmarked, links }: Props) {
  const { t, term } = say
  const opened = activity.rollOpenedAt !== null || activity.status === 'closed'
  const isStudy = isOnlineStudy(activity.form)
  const sum = (name: 'required' | 'came' | 'exempt' | 'invited' | 'walkIns') =>
    roll.reduce((total, row) => total + row[name], 0)
  const beside = [
    [term('standing.exempt'), sum('exempt')],
    [term('standing.invited'), sum('invited')],
    [term('standing.walkIn'), sum('walkIns')],
    [term(isStudy ? 'state.notCompleted' : 'mark.none'), opened ? unmarked : 0],
  ].filter(([, count]) => count !== 0)
  const sheet = (unitId?: number) => `/activities/${activity.id}/sheet${unitId ? `?unit=${unitId}` : ''}`
  const linked = (count: number, unitId?: number) =>
    links ? (
      <Link href={sheet(unitId)} className="figure">
        {count}
      </Link>
    ) : (
      count
    )
  return (
    <section>
      <h2 className="mb-2 flex flex-wrap items-baseline gap-x-3">
        {t(activity.compulsory ? 'activity.page.due' : 'activity.page.listed', { count: sum('required') })}
        <span className="font-normal text-ink-3 text-sm">
          {beside.map(([word, count]) => `${word} ${count}`).join(' · ')}
        </span>
      </h2>
      <TableCard label={t('activity.page.byUnit')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('attendance.column.unit')}</th>
              <th scope="col" className="n">
                {activity.compulsory ? term('standing.required') : t('activity.page.listedPeople')}
              </th>
              {opened && (
                <th scope="col" className="n">
                  {isStudy ? term('state.completed') : t('activity.column.came')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {roll.map(row => (
              <tr key={row.unitId}>
                <td>{row.unitName}</td>
                <td className="n">{linked(row.required, row.unitId)}</td>
                {opened && <td className="n">{linked(row.came, row.unitId)}</td>}
              </tr>
            ))}
            <tr className="font-semibold">
              <td>{t('activity.page.total')}</td>
              <td className="n">{linked(sum('required'))}</td>
              {opened && <td className="n">{linked(sum('came'))}</td>}
            </tr>
          </tbody>
        </table>
      </TableCard>
    </section>
  )
}
