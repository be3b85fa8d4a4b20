import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { stampWords } from '@/app/_ui/day-words'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { LeaveRow } from '@/lib/attendance/leave/leave.queries'
import type { LeaveState } from '@/lib/attendance/leave/leave.rules'
import type { Day } from '@/lib/core/time'
import { takeLeaveBack } from '../actions'

export const leaveTones: Record<LeaveState, Tone> = {
  asked: 'soon',
  approved: 'done',
  refused: 'owed',
  withdrawn: 'quiet',
}

type Props = { say: Say; leave: LeaveRow; today: Day; mayTakeBack: boolean }

/** One request: its kind, its text, the decision and by whom; one button withdraws it. */
export function LeaveRecord({ say, leave, today, mayTakeBack }: Props) {
  const { t, term } = say
  const isOpen = leave.state === 'asked' || leave.state === 'approved'
  return (
    <li className="border-line border-b py-2.5 last:border-0">
      <p className="flex flex-wrap items-center gap-2">
        <Tag tone={leaveTones[leave.state]}>{term(`leaveState.${leave.state}`)}</Tag>
        <b className="font-semibold">{leave.kind}</b>
        {leave.reason !== '' && <span className="min-w-0 break-words">{leave.reason}</span>}
      </p>
      <p className="mt-1 text-ink-3 text-sm">{whenWords(say, leave, today)}</p>
      {leave.decisionNote && <p className="mt-1 break-words">{leave.decisionNote}</p>}
      {leave.state === 'approved' && <p className="mt-1 text-ink-2 text-sm">{t('leave.own.kept')}</p>}
      {mayTakeBack && isOpen && (
        <ButtonForm
          id={`leave-${leave.id}`}
          action={takeLeaveBack}
          fields={{ requestId: leave.id }}
          className="mt-2"
          look="btn"
        >
          {t('leave.own.withdraw')}
        </ButtonForm>
      )}
    </li>
  )
}

function whenWords(say: Say, leave: LeaveRow, today: Day): string {
  const { t } = say
  const asked = t('leave.row.asked', { time: stampWords(say, leave.askedAt, today) })
  if (leave.decidedAt === null) return asked
  const who = leave.agreedBy
    ? t('leave.row.agreed', { who: leave.agreedBy, by: leave.decidedBy ?? '' })
    : (leave.decidedBy ?? '')
  const decided = t('leave.row.decided', { who, time: stampWords(say, leave.decidedAt, today) })
  return leave.decidedAt === leave.askedAt ? decided : `${asked} · ${decided}`
}
