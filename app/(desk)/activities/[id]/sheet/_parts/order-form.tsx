import type { Say } from '@/app/_i18n/messages'
import type { SheetOrder } from '@/lib/attendance/attendance.rules'
import { chooseOrder } from '../actions'

type Props = { say: Say; activityId: number; order: SheetOrder; to: 'sheet' | 'numbers' | 'print' }

/**
 * The order of people, on the screen and on paper alike, with a button for the other order; on a phone hidden
 * on the sheet itself.
 */
export function OrderForm({ say, activityId, order, to }: Props) {
  const other = order === 'office' ? 'strokes' : 'office'
  return (
    <form
      action={chooseOrder}
      className={`mb-2 desk:flex flex-wrap items-center gap-x-2 desk:text-sm ${to === 'sheet' ? 'hidden' : 'flex'}`}
    >
      <input type="hidden" name="activityId" value={activityId} />
      <input type="hidden" name="to" value={to} />
      <span className="text-ink-2">{say.t(`attendance.order.${order}`)}</span>
      <button type="submit" name="order" value={other} className="min-h-11 text-indigo underline">
        {say.t(`attendance.order.to.${other}`)}
      </button>
    </form>
  )
}
