import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PrintButton } from '@/app/_ui/print-button.client'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { activityPage } from '@/lib/activity/activity.queries'
import { guestsOf } from '@/lib/activity/guests/guest.queries'
import { type SheetRow, sheetOf } from '@/lib/attendance/attendance.queries'
import { OrderForm } from '../_parts/order-form'

export const generateMetadata = titled('attendance.print.title')

/** Blank lines for people invited at the last minute. */
const BLANK = 4
/** People due are listed under their unit's name; invited ones have the unit beside their name. */
const COLUMNS = ['number', 'name', 'post', 'signature', 'remark'] as const
const WITH_UNIT = ['number', 'name', 'unit', 'post', 'signature', 'remark'] as const

/**
 * 签到表 on A4: by unit, with the numbers and order of the sheet; 列席 in a separate part with blank lines. Title
 * and time are in the table head, which is repeated on each page.
 */
export default async function PrintPage({ params }: PageProps<'/activities/[id]/sheet/print'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const id = idOf((await params).id)
  const [{ activity, unit, rows, order, canRecord }, { hosts }, guests] = await Promise.all([
    orNotFound(sheetOf(viewer, id)),
    orNotFound(activityPage(viewer, id)),
    orNotFound(guestsOf(viewer, id)),
  ])
  const { t } = say
  const numbered = rows.map((row, at) => ({ row, number: at + 1 }))
  const listed = numbered.filter(({ row }) => row.standing === 'required' || row.standing === 'exempt')
  const invited = numbered.filter(({ row }) => row.standing === 'invited')
  // Without a number: marks are entered by number, and guests who are on no roster have none.
  const invitedGuests = guests.filter(guest => guest.standing === 'invited')
  const facts = [
    [t('attendance.print.name'), activity.title],
    // A printed sheet always says the year.
    [t('attendance.print.time'), spanWords(say, activity, '')],
    [t('attendance.print.place'), activity.place ?? ''],
    [t('attendance.print.host'), [unit.name, ...hosts.map(each => each.name)].join('、')],
    [t('attendance.print.lecturer'), activity.lecturer ?? ''],
  ].filter(([, value]) => value)
  return (
    <article className="print-sheet mx-auto max-w-[800px] desk:rounded-lg desk:border border-line bg-sheet desk:px-12 desk:py-10 print:max-w-none print:border-0 print:p-0">
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
        <p className="flex gap-2">
          <PrintButton label={t('attendance.print.go')} />
          <Link href={`/activities/${id}/sheet`} className="btn">
            {t('attendance.print.back')}
          </Link>
        </p>
        {canRecord && <OrderForm say={say} activityId={id} order={order} to="print" />}
      </div>
      <h1 className="mb-4 text-center">{t('attendance.print.title')}</h1>
      <dl className="mb-3 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mb-3">
        {t('attendance.print.counts', {
          required: listed.filter(({ row }) => row.standing === 'required').length,
          invited: invited.length + invitedGuests.length,
        })}
        {`　${t(`attendance.order.${order}`)}`}
      </p>
      <section
        className="overflow-x-auto print:overflow-visible"
        aria-label={t('attendance.print.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <table className="sign-in min-w-[640px] print:min-w-0">
          <Head say={say} words={`${activity.title}　${spanWords(say, activity, '')}`} />
          {unitsIn(listed).map(({ unitName, people }) => (
            <tbody key={unitName}>
              <tr>
                <th scope="rowgroup" colSpan={COLUMNS.length} className="unit-name">
                  {t('attendance.print.unit', { unit: unitName, count: people.length })}
                </th>
              </tr>
              {people.map(({ row, number }) => (
                <Line
                  key={row.personId}
                  number={number}
                  row={row}
                  remark={row.standing === 'exempt' ? say.term('standing.exempt') : ''}
                />
              ))}
            </tbody>
          ))}
        </table>
      </section>
      <h2 className="mt-6 mb-2">{t('attendance.print.invited')}</h2>
      <section
        className="overflow-x-auto print:overflow-visible"
        aria-label={t('attendance.print.invited')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <table className="sign-in min-w-[640px] print:min-w-0">
          <Head say={say} words={`${activity.title}　${t('attendance.print.invited')}`} withUnit />
          <tbody>
            {invited.map(({ row, number }) => (
              <Line key={row.personId} number={number} row={row} unitName={row.unitName} remark="" />
            ))}
            {invitedGuests.map(({ id: guestId, name, organisation, post }) => (
              <Line key={`guest-${guestId}`} row={{ name, post }} unitName={organisation ?? ''} remark="" />
            ))}
            {Array.from({ length: BLANK }, (_, at) => `blank-${at}`).map(key => (
              <tr key={key}>
                {WITH_UNIT.map(column => (
                  <td key={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-3 text-ink-3 text-sm">{t('attendance.print.foot')}</p>
    </article>
  )
}

/** Column heads below the title; repeated on every page. */
function Head({ say, words, withUnit = false }: { say: Say; words: string; withUnit?: boolean }) {
  const columns = withUnit ? WITH_UNIT : COLUMNS
  return (
    <>
      <colgroup>
        {columns.map(column => (
          <col key={column} className={column} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th colSpan={columns.length} className="page-title">
            {words}
          </th>
        </tr>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {say.t(`attendance.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}

type LineProps = {
  number?: number
  row: Pick<SheetRow, 'name' | 'post'>
  unitName?: string
  remark: string
}

function Line({ number, row, unitName, remark }: LineProps) {
  return (
    <tr>
      <td>{number}</td>
      <td>{row.name}</td>
      {unitName !== undefined && <td>{unitName}</td>}
      <td>{row.post}</td>
      <td />
      <td>{remark}</td>
    </tr>
  )
}

type Numbered = { row: SheetRow; number: number }

function unitsIn(listed: Numbered[]): { unitName: string; people: Numbered[] }[] {
  const names = [...new Set(listed.map(({ row }) => row.unitName))]
  return names.map(unitName => ({ unitName, people: listed.filter(({ row }) => row.unitName === unitName) }))
}
