import { type MarkRead, type MeetingRead, marksRead } from '@/lib/spreadsheet/importer.rules'
import type { SheetState } from './state-words.rules'

type Of = { id: number; day: string; title: string; isNew: boolean; host: string }
type RowRead = { state: SheetState | null; isMadeUp: boolean }

/** Notes what a row says of its meeting, so that the meetings of a sheet are seen with their counts before it is written. */
export function noteMark(
  meetings: Map<number, MeetingRead>,
  { id, ...of }: Of,
  { state, isMadeUp }: RowRead,
): void {
  const meeting = meetings.get(id) ?? { ...of, counts: noMarks() }
  meetings.set(id, meeting)
  meeting.counts[isMadeUp ? 'madeUp' : markOf(state)]++
}

const noMarks = () => Object.fromEntries(marksRead.map(each => [each, 0])) as Record<MarkRead, number>

function markOf(state: SheetState | null): MarkRead {
  if (state === null) return 'notRecorded'
  return state === 'present' || state === 'late' || state === 'leftEarly' ? 'came' : state
}
