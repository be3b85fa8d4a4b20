import type { Say } from '@/app/_i18n/messages'
import { turnLunar } from '../actions'

/** Shows or hides lunar dates in the viewer's own calendar; stored with the account. */
export function LunarSwitch({ say, isOn }: { say: Say; isOn: boolean }) {
  return (
    <form action={turnLunar} className="print:hidden">
      <input type="hidden" name="shows" value={isOn ? 'no' : 'yes'} />
      <button type="submit" className="inline-flex min-h-11 items-center text-ink-3 text-sm">
        {say.t(isOn ? 'calendar.lunarOff' : 'calendar.lunarOn')}
      </button>
    </form>
  )
}
