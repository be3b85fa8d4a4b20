import { saying } from '@/app/_i18n/say'
import { dayWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { rowsAddress } from '@/app/(desk)/rates/_parts/address'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { reviewCounts } from '@/lib/activity/review/review.queries'
import { unrecordedBefore } from '@/lib/attendance/past-years/past-year.queries'
import { ledYears, openWork, ownDuties } from '@/lib/calendar/home/duty.queries'
import { partOfDay } from '@/lib/calendar/home/duty.rules'
import { firstSteps } from '@/lib/calendar/home/first-steps.queries'
import { todosOf } from '@/lib/calendar/home/todo.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, lastOfMonth, monthOf, timeOf, yearOf } from '@/lib/core/time'
import { FirstSteps } from './_parts/first-steps'
import { LeadBlock } from './_parts/lead-block'
import { OwnBlock } from './_parts/own-block'
import { SettleBlock } from './_parts/settle-block'
import { TodoBlock } from './_parts/todo-block'
import { WorkBlock } from './_parts/work-block'

export const generateMetadata = titled('home.title')

/** The home page: an organiser's tasks, a leader's units, the viewer's own make-ups and next activity. */
export default async function HomePage() {
  const viewer = await requireViewer()
  const say = await saying()
  const at = now()
  const today = dayOf(at)
  const [duties, work, led, todos, past, steps, reviews] = await Promise.all([
    ownDuties(viewer, at),
    holds(viewer, 'organiser', 'administrator') ? openWork(viewer, today) : null,
    ledYears(viewer, today),
    holds(viewer, 'organiser', 'leader', 'administrator') ? todosOf(viewer, today) : [],
    unrecordedBefore(viewer, today),
    firstSteps(viewer),
    holds(viewer, 'organiser', 'administrator') ? reviewCounts(viewer) : { toDecide: 0, sentBack: 0 },
  ])
  const { due = 0, done = 0 } = duties?.month ?? {}
  const day = dayWords(say, today, today)
  return (
    <>
      <PageHead
        title={say.t(`home.greeting.${partOfDay(timeOf(at))}`, { name: viewer.name })}
        below={
          due > 0 ? (
            <Link href={rowsAddress(monthOfOwn(viewer.personId, today), 'assigned')} className="figure">
              {say.t('home.line', { day, due, done })}
            </Link>
          ) : (
            say.t('home.lineNone', { day })
          )
        }
      >
        <Link href="/calendar/subscribe" className="btn desk:inline-flex hidden">
          {say.t('home.subscribe')}
        </Link>
      </PageHead>
      {steps && <FirstSteps say={say} steps={steps} />}
      {past > 0 && (
        <p className="mb-4">
          <Link href="/activities/past" className="inline-flex min-h-11 items-center">
            {say.t('pastYear.home', { count: past })}
          </Link>
        </p>
      )}
      {reviews.toDecide + reviews.sentBack > 0 && (
        <p className="mb-4">
          <Link href="/activities/review" className="inline-flex min-h-11 items-center">
            {reviews.toDecide > 0
              ? say.t('review.home', { count: reviews.toDecide })
              : say.t('review.homeBack', { count: reviews.sentBack })}
          </Link>
        </p>
      )}
      {work && <WorkBlock say={say} work={work} today={today} />}
      <SettleBlock say={say} viewer={viewer} today={today} />
      <TodoBlock
        say={say}
        // Activities without a record are already in the organiser's own list above.
        todos={work ? todos.filter(each => each.kind !== 'roll' && each.kind !== 'unsaid') : todos}
        today={today}
        mayDate={work !== null}
      />
      {led.map(unit => (
        <LeadBlock key={unit.unitId} say={say} led={unit} today={today} />
      ))}
      {duties && <OwnBlock say={say} viewer={viewer} duties={duties} at={at} />}
    </>
  )
}

/** What a figure of the viewer's own month is of. */
function monthOfOwn(personId: number | null, today: Day) {
  const [year, month] = [yearOf(today), monthOf(today)]
  return {
    ...{ from: `${today.slice(0, 7)}-01`, to: lastOfMonth(year, month), asOf: today },
    personId: personId ?? undefined,
  }
}
