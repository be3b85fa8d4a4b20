import { db, type On } from '@/db/client'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import type { SheetOrder } from './attendance.rules'

/** The order chosen for this activity's sheet; by default the office's order of people. */
export function orderOf(activityId: number, on: On = db): Promise<SheetOrder> {
  return settingOf<SheetOrder>(settingOfOrder(activityId), 'office', on)
}

export function settingOfOrder(activityId: number): string {
  return `sheetOrder.${activityId}`
}
