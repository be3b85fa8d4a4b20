import { keepFeedHeaders } from '@/app/_http/feed-headers'
import { databaseFile } from '@/db/client'
import { startClosing } from '@/lib/activity/status.commands'
import { startReminders } from '@/lib/calendar/reminders/reminder.commands'
import { readConfig } from '@/lib/core/config'
import { atFront } from './doors'
import { errorLine } from './error-line'
import { openFront } from './front'
import { keptForm } from './kept-form'
import { startNightly } from './nightly'
import { openProduct } from './open'
import { startPulse } from './pulse'

/** Opens the database and starts all that runs beside the pages; once in a process, before the first page. */
export async function startProduct(): Promise<void> {
  keepFeedHeaders()
  await openProduct()
  startPulse(databaseFile())
  openFront(atFront, keptForm)
  startClosing(told('Rolls that are due to close by themselves stayed open'))
  startNightly(told('The database could not be checked tonight'))
  const config = readConfig()
  // The only outgoing request of this server, and only if a mail server is configured.
  if (config.SMTP_URL) startReminders(config)
}

function told(what: string): (error: unknown) => void {
  return error => console.error(errorLine(error, { what }))
}
