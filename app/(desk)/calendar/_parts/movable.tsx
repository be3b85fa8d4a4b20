import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { MoveDay } from '@/app/_ui/move-day.client'
import { moveDay, warnOfMove } from '@/app/(desk)/calendar/actions'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { MoveFields, moveWords } from './move-fields'

/** A grid with movable activities (entry-line.tsx marks them), and the dialog that moves them. */
export function Movable({ say, children }: { say: Say; children: ReactNode }) {
  return (
    <MoveDay
      action={moveDay}
      warn={warnOfMove}
      words={moveWords(say, yearOf(dayOf(now())))}
      fields={<MoveFields say={say} />}
    >
      {children}
    </MoveDay>
  )
}
