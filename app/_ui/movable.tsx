import type { ReactNode } from 'react'
import { wordsOf } from '@/app/_form/words'
import { moveDay, warnOfMove } from '@/app/(desk)/calendar/actions'
import type { Say } from '@/lib/i18n/rules'
import { MoveDay } from './move-day.client'

const reasons = ['work', 'place', 'lecturer', 'superior', 'other'] as const

/** A grid whose activities can be put on another day (entry-line.tsx says which), with the fields and words of it. */
export function Movable({ say, children }: { say: Say; children: ReactNode }) {
  const { t } = say
  return (
    <MoveDay
      action={moveDay}
      warn={warnOfMove}
      words={{
        from: t('calendar.move.from'),
        moved: t('calendar.move.moved'),
        undo: t('calendar.move.undo'),
        undoReason: t('calendar.move.undoReason'),
        ...wordsOf(
          say,
          'common.form.tooLong',
          'activity.refused.rollClosed',
          'activity.refused.cancelled',
          'activity.refused.noDay',
          'activity.refused.alreadyHeld',
          'activity.refused.notScheduled',
          'activity.refused.rollOpen',
          'activity.refused.begun',
          'activity.refused.inPast',
          'activity.refused.sameDay',
        ),
      }}
      fields={
        <>
          <input type="hidden" name="activityId" />
          <input type="hidden" name="version" />
          <input type="hidden" name="key" />
          <label className="mb-3 block">
            <span className="mb-1 block font-semibold">{t('activity.postpone.newDay')}</span>
            <input type="date" name="day" required className="field" />
          </label>
          <label className="mb-3 block">
            <span className="mb-1 block font-semibold">{t('activity.postpone.reason')}</span>
            <select name="reason" className="field">
              {reasons.map(each => (
                <option key={each}>{t(`calendar.move.reasons.${each}`)}</option>
              ))}
            </select>
          </label>
          <label className="mb-4 block">
            <span className="mb-1 block font-semibold">{t('calendar.move.rest')}</span>
            <input name="rest" maxLength={100} className="field" />
          </label>
          <div className="flex gap-2">
            <button type="submit" className="btn btn-main">
              {t('activity.postpone.button')}
            </button>
            <button type="submit" form="move-close" className="btn">
              {t('calendar.move.close')}
            </button>
          </div>
        </>
      }
    >
      {children}
    </MoveDay>
  )
}
