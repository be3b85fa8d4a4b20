import type { ReactNode } from 'react'
import { wordsOf } from '@/app/_form/words'
import { MoveDay } from '@/app/_ui/move-day.client'
import type { Say } from '@/lib/i18n/rules'
import { moveDay, warnOfMove } from './actions'

/** A grid whose activities can be put on another day, with the words of its dialog. */
export function Movable({ say, children }: { say: Say; children: ReactNode }) {
  const { t } = say
  return (
    <MoveDay
      action={moveDay}
      warn={warnOfMove}
      reasons={(['work', 'place', 'lecturer', 'superior', 'other'] as const).map(each =>
        t(`calendar.move.reasons.${each}`),
      )}
      words={{
        title: t('activity.postpone.title'),
        from: t('calendar.move.from'),
        to: t('activity.postpone.newDay'),
        reason: t('activity.postpone.reason'),
        rest: t('calendar.move.rest'),
        submit: t('activity.postpone.button'),
        close: t('calendar.move.close'),
        moved: t('calendar.move.moved'),
        undo: t('calendar.move.undo'),
        undoReason: t('calendar.move.undoReason'),
        messages: wordsOf(
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
    >
      {children}
    </MoveDay>
  )
}
