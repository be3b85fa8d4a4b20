import type { Tone } from '@/app/_ui/tag'
import type { DebtState } from '@/lib/makeup/rules'

export const debtTones: Record<DebtState, Tone> = {
  open: 'soon',
  overdue: 'owed',
  asked: 'go',
  refused: 'owed',
}
