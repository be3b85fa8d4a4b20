import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { dateWords, hoursWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { openWork, Work } from '@/lib/calendar/home/duty.queries'
import type { Day } from '@/lib/core/time'

// What can be read at a glance; the rest is collapsed.
const SHOWN = 5

type Props = { say: Say; work: Awaited<ReturnType<typeof openWork>>; today: Day }

/** The tasks of an organiser, with the most urgent one first. */
export function WorkBlock({ say, work, today }: Props) {
  const { todays, rolls, unsaid, undated } = work
  const first = firstStep(work)
  return (
    <section className="card mb-6" aria-labelledby="work">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="work">{say.t('home.work.title')}</h2>
        <Link href={first.href} className="btn btn-main desk:w-auto w-full">
          {say.t(`home.work.${first.step}`)}
        </Link>
      </div>
      <div className="grid desk:grid-cols-3 gap-x-8 gap-y-5">
        <List title={say.t('home.work.today')} none={say.t('home.work.noToday')}>
          {todays.map(each => (
            <Item key={each.id} href={activityHref(each)} title={each.title}>
              {[hoursWords(each), each.place ?? each.hostName, rollWords(say, each)]
                .filter(Boolean)
                .join(' · ')}
            </Item>
          ))}
        </List>
        <div className="grid min-w-0 content-start gap-5">
          <List
            title={say.t('home.work.rolls', { count: rolls.length })}
            none={say.t('home.work.noRolls')}
            all={say.t('home.work.allRolls', { count: rolls.length })}
          >
            {rolls.map(each => (
              <Item key={each.id} href={activityHref(each)} title={each.title}>
                {dateWords(say, each.day, today)} · {rollWords(say, each)}
              </Item>
            ))}
          </List>
          {unsaid.length > 0 && (
            <List
              title={say.t('home.work.unsaid', { count: unsaid.length })}
              all={say.t('home.work.allRolls', { count: unsaid.length })}
            >
              {unsaid.map(each => (
                <Item key={each.id} href={`/activities/${each.id}`} title={each.title}>
                  {dateWords(say, each.day, today)} · {each.hostName}
                </Item>
              ))}
            </List>
          )}
        </div>
        <List
          title={say.t('home.work.undated', { count: undated.length })}
          none={say.t('home.work.noUndated')}
        >
          {undated.map(each => (
            <Item key={each.id} href={`/plans/${each.planId}/occurrences/${each.id}`} title={each.content}>
              {say.t('home.work.due', { day: dateWords(say, each.toDay, today), unit: each.hostName })}
            </Item>
          ))}
        </List>
      </div>
    </section>
  )
}

function List({
  title,
  none,
  all,
  children,
}: {
  title: string
  none?: string
  /** What opens those beyond the first ones. */
  all?: string
  children: ReactNode[]
}) {
  const rest = all ? children.slice(SHOWN) : []
  return (
    <div className="min-w-0">
      <h3 className="border-line-strong border-b pb-1.5">{title}</h3>
      {children.length === 0 ? <p className="pt-2.5 text-ink-3">{none}</p> : null}
      <ul>{all ? children.slice(0, SHOWN) : children}</ul>
      {rest.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center text-indigo text-sm">{all}</summary>
          <ul>{rest}</ul>
        </details>
      )}
    </div>
  )
}

function Item({ href, title, children }: { href: string; title: string; children: ReactNode }) {
  return (
    <li className="border-line border-t py-2 first:border-t-0">
      <Link href={href} className="block truncate py-0.5">
        {title}
      </Link>
      <p className="break-words text-ink-3 text-sm">{children}</p>
    </li>
  )
}

function rollWords(say: Say, { required, marked, isOnline }: Work): string {
  if (isOnline) return say.t('home.work.online', { required, marked })
  return required > 0 ? say.t('home.work.roll', { required, marked }) : say.t('home.work.open')
}

/** If people are due the sheet, otherwise the activity's own page. */
function activityHref({ id, required, isOnline }: Work): string {
  return required > 0 && !isOnline ? `/activities/${id}/sheet` : `/activities/${id}`
}

function firstStep({ todays, rolls, undated }: Props['work']) {
  const open = todays.find(each => each.required > 0 && each.status !== 'closed')
  if (open) return { step: 'record', href: activityHref(open) } as const
  const late = rolls.find(each => each.required > 0 && !each.isOnline)
  if (late) return { step: 'recordLate', href: activityHref(late) } as const
  const [next] = undated
  if (next) return { step: 'date', href: `/plans/${next.planId}/occurrences/${next.id}` } as const
  return { step: 'make', href: '/activities/new' } as const
}
