import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { CAMPAIGN_DAYS, type Todo } from '@/lib/calendar/home/todo.rules'
import { type Day, dayOf, yearOf } from '@/lib/core/time'
import { spanWords } from '../../plans/_parts/day-words'

type Props = {
  say: Say
  todos: Todo[]
  today: Day
  /** Links to the form for the date if true, otherwise to the item. */
  mayDate: boolean
}

// What can be read at a glance; the rest is collapsed.
const SHOWN = 6

/** Todos in the units that the viewer is responsible for, each with a link to where it is done. */
export function TodoBlock({ say, todos, today, mayDate }: Props) {
  if (todos.length === 0) return null
  const rest = todos.slice(SHOWN)
  return (
    <section className="card mb-6" aria-labelledby="todos">
      <h2 id="todos" className="mb-1">
        {say.t('todo.title', { count: todos.length })}
      </h2>
      <List say={say} todos={todos.slice(0, SHOWN)} today={today} mayDate={mayDate} />
      {rest.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {say.t('todo.all', { count: todos.length })}
          </summary>
          <List say={say} todos={rest} today={today} mayDate={mayDate} />
        </details>
      )}
    </section>
  )
}

function List({ say, todos, today, mayDate }: Props) {
  return (
    <ul className="grid desk:grid-cols-2 gap-x-8">
      {todos.map(todo => {
        const { href, title, note } = wordsFor(say, todo, today, mayDate)
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
  todo: Todo,
  today: Day,
  mayDate: boolean,
): { href: string; title: string; note: string } {
  const { t } = say
  const timeHref = ({ planId, itemId, occurrenceId }: Placed) =>
    `/plans/${planId}/${mayDate && occurrenceId ? `occurrences/${occurrenceId}` : `items/${itemId}`}`
  const list = (names: string[]) => names.join(t('todo.comma'))
  switch (todo.kind) {
    case 'roll':
      return {
        href: `/activities/${todo.activityId}`,
        title: t('todo.roll', { title: todo.title }),
        note: t('todo.rollNote', { day: dateWords(say, todo.day, today), days: todo.daysOpen }),
      }
    case 'unsaid':
      return {
        href: `/activities/${todo.activityId}`,
        title: t('todo.unsaid', { title: todo.title }),
        note: t('todo.unsaidNote', { day: dateWords(say, todo.day, today), days: todo.daysOpen }),
      }
    case 'centreGroup':
      return {
        href: timeHref(todo),
        title: t('todo.centreGroup', { periods: list(todo.spans.map(each => spanWords(say, each))) }),
        note: t('todo.overdueNote', { unit: todo.unitName }),
      }
    case 'overdue':
      return {
        href: timeHref(todo),
        title: t('todo.overdue', {
          content: todo.content,
          periods: list(todo.spans.map(each => spanWords(say, each))),
        }),
        note: t('todo.overdueNote', { unit: todo.unitName }),
      }
    case 'points':
      return {
        href: `/plans/${todo.planId}/pending`,
        title: t('todo.points', { title: todo.title, count: todo.count }),
        note: t('todo.pointsNote', { day: dateWords(say, todo.toDay, today) }),
      }
    case 'undated':
      return {
        href: timeHref(todo),
        title: t('todo.undated', { content: todo.content }),
        note: t(todo.daysLeft > 0 ? 'todo.undatedNote' : 'todo.dueToday', {
          day: dateWords(say, todo.toDay, today),
          days: todo.daysLeft,
          unit: todo.unitName,
        }),
      }
    case 'mustLearn':
      return {
        href: mayDate ? '/activities/new' : `/plans?year=${yearOf(today)}`,
        title: t('todo.mustLearn', { topics: list(todo.topics) }),
        note: t('todo.mustLearnNote', { day: dateWords(say, todo.until, today) }),
      }
    case 'toIssue':
      return {
        href: `/plans/${todo.planId}/issue`,
        title: t('planSteps.todo.toIssue', { title: todo.title }),
        note: t('planSteps.todo.toIssueNote', {
          name: todo.by ?? t('audit.log.cleared'),
          day: dateWords(say, dayOf(todo.at), today),
        }),
      }
    case 'campaigns': {
      const [next] = todo.days
      return {
        href: `/activities/new?day=${next?.fromDay ?? today}`,
        title: t('planSteps.todo.campaigns', {
          days: CAMPAIGN_DAYS,
          names: list(todo.days.map(day => day.name)),
        }),
        note: t(todo.daysLeft > 0 ? 'planSteps.todo.campaignsNote' : 'planSteps.todo.campaignsToday', {
          day: dateWords(say, next?.fromDay ?? today, today),
          name: next?.name ?? '',
          days: todo.daysLeft,
        }),
      }
    }
    case 'targets':
      return {
        href: `/rates?year=${yearOf(today)}#weak`,
        title: t('todo.targets', { targets: list(todo.targets) }),
        note: t('todo.targetsNote'),
      }
  }
}
