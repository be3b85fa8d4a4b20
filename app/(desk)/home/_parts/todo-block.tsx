import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { CAMPAIGN_DAYS, type Todo } from '@/lib/calendar/home/todo.rules'
import { type Day, dayOf, yearOf } from '@/lib/core/time'
import { spanWords } from '../../plans/_parts/day-words'

type Props = {
  say: Say
  slips: Todo[]
  today: Day
  /** Links to the form for the date if true, otherwise to the item. */
  mayDate: boolean
}

// What can be read at a glance; the rest is collapsed.
const SHOWN = 6

/** Todos in the units that the viewer is responsible for, each with a link to where it is done. */
export function TodoBlock({ say, slips, today, mayDate }: Props) {
  if (slips.length === 0) return null
  const rest = slips.slice(SHOWN)
  return (
    <section className="card mb-6" aria-labelledby="slips">
      <h2 id="slips" className="mb-1">
        {say.t('todo.title', { count: slips.length })}
      </h2>
      <List say={say} slips={slips.slice(0, SHOWN)} today={today} mayDate={mayDate} />
      {rest.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {say.t('todo.all', { count: slips.length })}
          </summary>
          <List say={say} slips={rest} today={today} mayDate={mayDate} />
        </details>
      )}
    </section>
  )
}

function List({ say, slips, today, mayDate }: Props) {
  return (
    <ul className="grid desk:grid-cols-2 gap-x-8">
      {slips.map(slip => {
        const { href, title, note } = wordsFor(say, slip, today, mayDate)
        return (
          <li key={href + title} className="min-w-0 border-line border-b py-2">
            <Link href={href} className="block py-0.5">
              {title}
            </Link>
            <p className="text-ink-3 text-sm">{note}</p>
          </li>
        )
      })}
    </ul>
  )
}

type Placed = { planId: number; itemId: number; occurrenceId: number | null }

function wordsFor(
  say: Say,
  slip: Todo,
  today: Day,
  mayDate: boolean,
): { href: string; title: string; note: string } {
  const { t } = say
  const timeHref = ({ planId, itemId, occurrenceId }: Placed) =>
    `/plans/${planId}/${mayDate && occurrenceId ? `occurrences/${occurrenceId}` : `items/${itemId}`}`
  const list = (names: string[]) => names.join(t('todo.comma'))
  switch (slip.kind) {
    case 'roll':
      return {
        href: `/activities/${slip.activityId}`,
        title: t('todo.roll', { title: slip.title }),
        note: t('todo.rollNote', { day: dateWords(say, slip.day, today), days: slip.daysOpen }),
      }
    case 'unsaid':
      return {
        href: `/activities/${slip.activityId}`,
        title: t('todo.unsaid', { title: slip.title }),
        note: t('todo.unsaidNote', { day: dateWords(say, slip.day, today), days: slip.daysOpen }),
      }
    case 'centreGroup':
      return {
        href: timeHref(slip),
        title: t('todo.centreGroup', { periods: list(slip.spans.map(each => spanWords(say, each))) }),
        note: t('todo.overdueNote', { unit: slip.unitName }),
      }
    case 'overdue':
      return {
        href: timeHref(slip),
        title: t('todo.overdue', {
          content: slip.content,
          periods: list(slip.spans.map(each => spanWords(say, each))),
        }),
        note: t('todo.overdueNote', { unit: slip.unitName }),
      }
    case 'points':
      return {
        href: `/plans/${slip.planId}/pending`,
        title: t('todo.points', { title: slip.title, count: slip.count }),
        note: t('todo.pointsNote', { day: dateWords(say, slip.toDay, today) }),
      }
    case 'undated':
      return {
        href: timeHref(slip),
        title: t('todo.undated', { content: slip.content }),
        note: t(slip.daysLeft > 0 ? 'todo.undatedNote' : 'todo.dueToday', {
          day: dateWords(say, slip.toDay, today),
          days: slip.daysLeft,
          unit: slip.unitName,
        }),
      }
    case 'mustLearn':
      return {
        href: mayDate ? '/activities/new' : `/plans?year=${yearOf(today)}`,
        title: t('todo.mustLearn', { topics: list(slip.topics) }),
        note: t('todo.mustLearnNote', { day: dateWords(say, slip.until, today) }),
      }
    case 'toIssue':
      return {
        href: `/plans/${slip.planId}/issue`,
        title: t('planSteps.slip.toIssue', { title: slip.title }),
        note: t('planSteps.slip.toIssueNote', { name: slip.by, day: dateWords(say, dayOf(slip.at), today) }),
      }
    case 'campaigns': {
      const [next] = slip.days
      return {
        href: `/activities/new?day=${next?.fromDay ?? today}`,
        title: t('planSteps.slip.campaigns', {
          days: CAMPAIGN_DAYS,
          names: list(slip.days.map(day => day.name)),
        }),
        note: t(slip.daysLeft > 0 ? 'planSteps.slip.campaignsNote' : 'planSteps.slip.campaignsToday', {
          day: dateWords(say, next?.fromDay ?? today, today),
          name: next?.name ?? '',
          days: slip.daysLeft,
        }),
      }
    }
    case 'targets':
      return {
        href: `/rates?year=${yearOf(today)}#weak`,
        title: t('todo.targets', { targets: list(slip.targets) }),
        note: t('todo.targetsNote'),
      }
  }
}
