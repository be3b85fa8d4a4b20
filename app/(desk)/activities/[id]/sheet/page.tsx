import { randomUUID } from 'node:crypto'
import { idOf, numberIn, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { KeepPage } from '@/app/_offline/keep-page.client'
import { KeepsSession } from '@/app/_offline/keeps-session'
import { leavingWords } from '@/app/_offline/leaving-words'
import { offlineWords } from '@/app/_offline/offline-words'
import { storedAs } from '@/app/_offline/page-cache'
import { dateWords, spanWords, stampWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { requireViewer } from '@/lib/access/session'
import { isWithin } from '@/lib/access/unit-path.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { correctedOn, type Sheet, sheetOf } from '@/lib/attendance/attendance.queries'
import { markRefusal, tallyOf } from '@/lib/attendance/attendance.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { itemsOf, newestOf } from './_parts/items'
import { LeftMarks } from './_parts/left-marks.client'
import { MarkSheet } from './_parts/mark-sheet.client'
import { NumbersForm } from './_parts/numbers-form'
import { OrderForm } from './_parts/order-form'
import { PlainSheet } from './_parts/plain-sheet'
import { Said } from './_parts/said'
import { queryOf, SheetFilter } from './_parts/sheet-filter'
import { leftWords, sheetWords } from './_parts/sheet-words'
import { StudySheet } from './_parts/study-sheet'

export async function generateMetadata({ params }: PageProps<'/activities/[id]/sheet'>) {
  const { activity } = await orNotFound(activityById(await requireViewer(), idOf((await params).id)))
  const { t } = await saying()
  return { title: t(isOnlineStudy(activity.form) ? 'attendance.study.title' : 'attendance.sheet.title') }
}

export default async function SheetPage({ params, searchParams }: PageProps<'/activities/[id]/sheet'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const asked = await searchParams
  const sheet = await orNotFound(sheetOf(viewer, idOf((await params).id)))
  const { activity, canRecord, canConfirm } = sheet
  const today = dayOf(now())
  if (isOnlineStudy(activity.form)) return <StudySheet say={say} sheet={sheet} asked={asked} today={today} />
  const unitId = numberIn(asked.unit)
  const unitPath = sheet.rows.find(row => row.unitId === unitId)?.unitPath ?? null
  const view = {
    unitId: unitPath ? unitId : null,
    unmarked: asked.show === 'unmarked',
    search: typeof asked.q === 'string' ? asked.q : '',
  }
  const items = itemsOf(say, sheet.rows, today).filter(
    (_, at) => unitPath === null || isWithin(sheet.rows[at]?.unitPath ?? '', unitPath),
  )
  const refusal = markRefusal(activity, { standing: 'required' }, today)
  const records = canRecord && refusal === null
  const byNumbers = records && asked.way === 'numbers'
  const base = `/activities/${activity.id}`
  return (
    <>
      <PageHead
        above={
          <>
            <Link href={base}>{say.t('activity.page.short')}</Link>
            {` / ${spanWords(say, activity, today)}${activity.place ? ` · ${activity.place}` : ''}`}
          </>
        }
        title={activity.title}
      >
        <SheetMenu
          say={say}
          base={base}
          records={records}
          canAttach={canRecord}
          byNumbers={byNumbers}
          view={view}
        />
        {canConfirm && refusal === null && (
          <Link href={`${base}/close`} className="btn btn-main flex-1">
            {say.term('action.closeRoll')}
          </Link>
        )}
      </PageHead>
      <div className="sunlit">
        <Said say={say} asked={asked} activityId={activity.id} />
        {!records && sheet.rows.length > 0 && (
          <p className="mb-4 text-ink-2">
            {whyNot(say, sheet, refusal, today)}{' '}
            {canConfirm && refusal === 'rollClosed' && (
              <Link href={`${base}/reopen`} className="inline-flex min-h-11 items-center">
                {say.t('activity.action.reopen')}
              </Link>
            )}
          </p>
        )}
        {sheet.rows.length === 0 ? (
          <Empty text={say.t('attendance.sheet.empty')}>
            <Link href={`${base}/people`} className="btn btn-main">
              {say.t('attendance.sheet.people')}
            </Link>
          </Empty>
        ) : records && !byNumbers ? (
          <>
            <noscript>
              <NumbersForm say={say} sheet={sheet} />
            </noscript>
            <SheetFilter say={say} rows={sheet.rows} view={view}>
              <OrderForm say={say} activityId={activity.id} order={sheet.order} to="sheet" />
            </SheetFilter>
            <KeepPage
              account={viewer.accountId ?? 0}
              words={leavingWords(say)}
              kept={storedAs(viewer, `${activity.title} · ${say.t('attendance.sheet.title')}`)}
              stayOpen={say.t('common.offline.stayOpen')}
            />
            <MarkSheet
              key={`${view.unitId}:${view.unmarked}:${sheet.order}`}
              sheet={{
                activityId: activity.id,
                accountId: viewer.accountId ?? 0,
                items,
                since: newestOf(sheet.rows),
                asOf: now(),
                isWhole: view.unitId === null,
              }}
              pageKey={randomUUID()}
              view={view}
              words={sheetWords(say, await leaveKindsOf())}
              offline={offlineWords(say, 'attendance.sheet.offline')}
            />
            <p className="mt-6 desk:hidden text-ink-2 text-sm">{say.t('attendance.sheet.swipeHelp')}</p>
            <p className="mt-6 desk:block hidden text-ink-2 text-sm">{say.t('attendance.sheet.keyHelp')}</p>
            <KeepsSession />
          </>
        ) : (
          <>
            {canRecord && !records && (
              <LeftMarks
                activityId={activity.id}
                accountId={viewer.accountId ?? 0}
                names={Object.fromEntries(items.map(item => [item.id, item.name]))}
                words={leftWords(say)}
              />
            )}
            {byNumbers && <NumbersForm say={say} sheet={sheet} />}
            {byNumbers && <OrderForm say={say} activityId={activity.id} order={sheet.order} to="numbers" />}
            {!byNumbers && <SheetFilter say={say} rows={sheet.rows} view={view} />}
            <PlainSheet
              say={say}
              items={view.unmarked ? items.filter(item => item.mark === null) : items}
              tally={tallyOf(items)}
              corrected={await correctedOn(viewer, activity.id)}
              base={base}
            />
          </>
        )}
      </div>
    </>
  )
}

type Menu = {
  say: Say
  base: string
  records: boolean
  /** Also after the roll is closed, because the signed sheet often arrives later. */
  canAttach: boolean
  byNumbers: boolean
  view: { unitId: number | null; unmarked: boolean }
}

function SheetMenu({ say, base, records, canAttach, byNumbers, view }: Menu) {
  const places = [
    ...(records
      ? [
          byNumbers
            ? { href: `${base}/sheet`, label: say.t('attendance.sheet.byNames') }
            : { href: `${base}/sheet?way=numbers`, label: say.t('attendance.sheet.byNumbers') },
          { href: `${base}/people`, label: say.t('attendance.sheet.people') },
          { href: `${base}/import`, label: say.t('meetingLog.link') },
        ]
      : []),
    { href: `${base}/sheet/print`, label: say.t('attendance.sheet.print') },
    ...(canAttach
      ? [{ href: `${base}/evidence?kind=signedSheet#papers`, label: say.t('attachment.papers.attach') }]
      : []),
  ]
  const narrow = {
    href: `${base}/sheet${queryOf({ ...view, unmarked: !view.unmarked })}`,
    label: say.t(view.unmarked ? 'attendance.sheet.showAll' : 'attendance.sheet.onlyUnmarked'),
  }
  const file = { href: `${base}/sheet/export`, label: say.t('attendance.sheet.export') }
  return (
    <>
      <span className="desk:contents hidden">
        {places.map(place => (
          <Link key={place.href} href={place.href} className="btn">
            {place.label}
          </Link>
        ))}
        <a href={file.href} className="btn">
          {file.label}
        </a>
      </span>
      <details className="relative desk:hidden">
        <summary className="btn list-none">{say.t('attendance.sheet.more')}</summary>
        <div className="absolute left-0 z-20 mt-1 w-52 rounded border border-line bg-sheet py-2 shadow-lg">
          {[narrow, ...places, file].map(place => (
            <a
              key={place.href}
              href={place.href}
              className="flex min-h-11 items-center px-4 text-ink no-underline"
            >
              {place.label}
            </a>
          ))}
        </div>
      </details>
    </>
  )
}

/** Why nothing can be recorded here now. */
function whyNot(say: Say, { activity, canRecord }: Sheet, refusal: string | null, today: string): string {
  if (!canRecord) return say.t('attendance.sheet.lookOnly')
  if (refusal === 'rollClosed') {
    const at = activity.rollClosedAt
    return say.t('attendance.sheet.closed', { time: at === null ? '' : stampWords(say, at, today) })
  }
  if (refusal === 'notYet')
    return say.t('attendance.sheet.notYet', { day: dateWords(say, activity.day, today) })
  return say.t(refusal === 'cancelled' ? 'attendance.sheet.cancelled' : 'attendance.sheet.notScheduled')
}
