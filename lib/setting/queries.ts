import { eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { setting } from '@/db/schema/setting'

/** A setting's value, or what holds where the office has not changed it. */
export async function settingOf<T>(name: string, otherwise: T, on: On = db): Promise<T> {
  const [found] = await on.select({ value: setting.value }).from(setting).where(eq(setting.name, name))
  return found ? (JSON.parse(found.value) as T) : otherwise
}

/** Whether this database holds the demonstration year; every page says so. */
export function isDemo(on: On = db): Promise<boolean> {
  return settingOf('demo', false, on)
}
