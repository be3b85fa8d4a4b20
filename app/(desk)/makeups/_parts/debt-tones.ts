import type { Tone } from '@/app/_ui/tag'
import type { DebtState } from '@/lib/attendance/makeup/makeup.rules'

export const debtTones: Record<DebtState, Tone> = {
  open: 'soon',
  overdue: 'owed',
  asked: 'go',
  refused: 'owed',
}
