import type { Say } from '@/app/_i18n/messages'
import { dateWords, stampWords } from '@/app/_ui/day-words'
import { reasonWords } from '@/app/_ui/reason-words'
import type { rowHistory } from '@/lib/attendance/attendance.queries'
import type { Mark, Standing } from '@/lib/attendance/attendance.rules'
import type { Day } from '@/lib/core/time'

type Entry = Awaited<ReturnType<typeof rowHistory>>['entries'][number]
type Props = { say: Say; entries: Entry[]; today: Day }

/** Each mark, change of standing and make-up: old and new value, who, when and why; newest first. */
export function RowHistory({ say, entries, today }: Props) {
  const { t } = say
  return (
    <section className="card self-start">
      <h2 className="mb-2">{t('attendance.person.history')}</h2>
      {entries.length === 0 && <p className="text-ink-3">{t('attendance.person.noHistory')}</p>}
      <ol>
        {[...entries].reverse().map(entry => (
          <li key={entry.id} className="border-line border-b py-1.5 last:border-0">
            <b className="font-semibold">{actionWords(say, entry.action)}</b> {stepWords(say, entry, today)}
            <span className="block text-ink-3 text-sm">
              {t('attendance.person.who', {
                who: entry.actor ?? t('audit.log.cleared'),
                time: stampWords(say, entry.at, today),
              })}
              {howWords(say, entry)}
              {reasonWords(say, entry)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** How a mark was recorded, unless the action says it. */
function howWords(say: Say, { action, after }: Entry): string {
  if (action === 'attendance.presence') {
    const { stay = '', minutes = null } = after as { stay?: string; minutes?: number | null }
    if (minutes === null) return stay && ` · ${stay}`
    return ` · ${say.t('meetingLog.history.stay', { stay, minutes })}`
  }
  const { how } = after
  if (!how || !['attendance.mark', 'attendance.correct', 'attendance.walkIn'].includes(action)) return ''
  return ` · ${say.t(`attendance.person.how.${how}`)}`
}

const known = [
  'mark',
  'correct',
  'signIn',
  'vouch',
  'standing',
  'add',
  'walkIn',
  'makeUp',
  'markRest',
  'undoRest',
  'markByNumbers',
] as const

const leaveVerbs = ['ask', 'approve', 'refuse', 'enter', 'withdraw'] as const
const makeUpVerbs = ['askMakeUp', 'withdrawMakeUp', 'refuseMakeUp', 'undoMakeUp'] as const

function actionWords(say: Say, action: string): string {
  if (action === 'study.complete') return say.t('attendance.study.complete')
  const ofLeave = leaveVerbs.find(each => action === `leave.${each}`)
  if (ofLeave) return say.t(`leave.row.history.${ofLeave}`)
  const ofMakeUp = makeUpVerbs.find(each => action === `attendance.${each}`)
  if (ofMakeUp) return say.t(`makeup.row.history.${ofMakeUp}`)
  const verb = known.find(each => action === `attendance.${each}`) ?? 'import'
  return say.t(`attendance.person.action.${verb}`)
}

type State = {
  mark?: Mark | null
  standing?: Standing
  madeUpOn?: Day | null
  completedOn?: Day | null
  reason?: string | null
}

function stepWords(say: Say, { action, before, after }: Entry, today: Day): string {
  const was = (before ?? {}) as State
  const is = after as State
  // A request that was only made, withdrawn or sent back changed no mark.
  if (makeUpVerbs.some(each => action === `attendance.${each}`)) return ''
  if (action.startsWith('leave.') && was.mark === is.mark) return ''
  if (action === 'attendance.makeUp') return is.madeUpOn ? dateWords(say, is.madeUpOn, today) : ''
  if (action.startsWith('study.'))
    return is.completedOn
      ? say.t('attendance.study.completedOn', { day: dateWords(say, is.completedOn, today) })
      : say.term('state.notCompleted')
  const words = (state: State): string =>
    action === 'attendance.standing'
      ? say.term(`standing.${state.standing ?? 'required'}`)
      : say.term(`mark.${state.mark ?? 'none'}`)
  if (action === 'attendance.add' || action === 'attendance.walkIn')
    return say.term(`standing.${is.standing ?? 'required'}`)
  const reason = is.reason && is.reason !== was.reason ? `（${is.reason}）` : ''
  if (before === null) return `${words(is)}${reason}`
  return `${say.t('attendance.person.step', { from: words(was), to: words(is) })}${reason}`
}
