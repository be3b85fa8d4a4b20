import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import type { Viewer } from '@/lib/access/access.rules'
import { readConfig } from '@/lib/core/config'

/** Whether the office has a mail server for reminders. */
export function sendsMail(): boolean {
  return readConfig().SMTP_URL !== undefined
}

/** The address for the viewer's own reminders. */
export async function ownEmail({ accountId }: Viewer): Promise<string | null> {
  if (accountId === null) return null
  const [found] = await db.select({ email: account.email }).from(account).where(eq(account.id, accountId))
  return found?.email ?? null
}
