import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { waitingLeaves } from '@/lib/attendance/leave/leave.queries'
import { toSettle } from '@/lib/attendance/makeup/makeup.queries'
import type { Day } from '@/lib/core/time'

const SHOWN = 5

/** What awaits the viewer's decision: leaves by name; self-studies to approve and make-ups to confirm as numbers. */
export async function SettleBlock({ say, viewer, today }: { say: Say; viewer: Viewer; today: Day }) {
  const decides = holds(viewer, 'leader', 'administrator')
  const organises = holds(viewer, 'organiser', 'administrator')
  if (!decides && !organises) return null
  const [leaves, { asked, proposed }] = await Promise.all([
    decides ? waitingLeaves(viewer) : [],
    organises ? toSettle(viewer, today) : { asked: 0, proposed: 0 },
  ])
  const mine = leaves.filter(leave => leave.mayDecide)
  if (mine.length + asked + proposed === 0) return null
  const { t } = say
  const counts = [
    { count: asked, key: 'makeup.home.studies', href: '/makeups?state=asked' },
    { count: proposed, key: 'makeup.home.proposed', href: '/makeups?state=proposed' },
  ] as const
  return (
    <section className="card mb-6" aria-labelledby="settle">
      <h2 id="settle" className="mb-1">
        {t('makeup.home.title')}
      </h2>
      <div className="flex flex-wrap gap-x-8">
        {mine.length > 0 && (
          <div className="min-w-0">
            <Link href="/leave" className="inline-flex min-h-11 items-center font-semibold text-cinnabar">
              {t('makeup.home.leaves', { count: mine.length })}
            </Link>
            <ul className="text-ink-2 text-sm">
              {mine.slice(0, SHOWN).map(leave => (
                <li key={leave.id}>
                  {t('makeup.home.leaveOf', {
                    name: leave.name,
                    kind: leave.kind ?? t('makeup.home.noKind'),
                    day: dateWords(say, leave.day, today),
                  })}
                </li>
              ))}
            </ul>
          </div>
        )}
        {counts.map(
          ({ count, key, href }) =>
            count > 0 && (
              <Link key={key} href={href} className="inline-flex min-h-11 items-center">
                {t(key, { count })}
              </Link>
            ),
        )}
      </div>
    </section>
  )
}
