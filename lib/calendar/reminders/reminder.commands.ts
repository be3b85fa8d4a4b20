import { and, eq, sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import type { Logger } from 'nodemailer/lib/shared'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import { reminder } from '@/db/schema/reminder'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { type Config, isLoopback } from '@/lib/core/config'
import { Forbidden } from '@/lib/core/errors'
import type { Locale } from '@/lib/core/glossary'
import { common as enCommon } from '@/lib/core/i18n/messages/common.en'
import { common as zhCommon } from '@/lib/core/i18n/messages/common.zh'
import { speaker } from '@/lib/core/i18n/say'
import { dayOf, type Instant } from '@/lib/core/time'
import { notice as enNotice } from './messages/notice.en'
import { notice as zhNotice } from './messages/notice.zh'
import { reminder as enReminder } from './messages/reminder.en'
import { reminder as zhReminder } from './messages/reminder.zh'
import type { Told } from './notice.rules'
import { nextTry, refusalOf, remindedDay, reminderMail } from './reminder.rules'

const sayIn = speaker({
  zh: { common: zhCommon, notice: zhNotice, reminder: zhReminder },
  en: { common: enCommon, notice: enNotice, reminder: enReminder },
})

/** Sets or removes the address for 邮件提醒. The log records that it changed, not the address. */
export async function saveEmail(viewer: Viewer, { email }: { email: string | null }): Promise<{ ok: true }> {
  const { accountId } = viewer
  if (accountId === null) throw new Forbidden()
  await write(async tx => {
    await tx.update(account).set({ email }).where(eq(account.id, accountId))
    await recordAudit(tx, viewer, {
      action: 'account.email',
      subject: 'account',
      subjectId: accountId,
      after: { reminds: email !== null },
    })
  })
  return { ok: true }
}

export type Mail = { to: string; subject: string; text: string }
/** Resolves once the server has accepted the mail; rejects with nodemailer's error and whether the text had begun. */
export type Mailer = (mail: Mail) => Promise<unknown>

/**
 * A mailer over SMTP, one mail at a time; it connects for the first mail. nodemailer reports every lost
 * connection as lost while connecting, so its log is parsed for whether the text (DATA) had begun.
 */
export function mailerFor({ SMTP_URL, MAIL_FROM }: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>): Mailer {
  let isTextSent = false
  const heed = (entry: { tnx?: string }, message?: unknown) => {
    if (entry.tnx === 'client' && message === 'DATA') isTextSent = true
  }
  const silent = () => {}
  const logger = {
    level: silent,
    trace: silent,
    debug: heed,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  }
  const transport = createTransport(
    {
      ...serverOf(SMTP_URL ?? ''),
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 60_000,
      logger: logger as Logger,
      debug: true,
    },
    { from: MAIL_FROM },
  )
  return async mail => {
    isTextSent = false
    try {
      await transport.sendMail(mail)
    } catch (error) {
      throw Object.assign(error as Error, { isTextSent })
    }
  }
}

/** nodemailer also accepts a URL, but then no further options. */
function serverOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  // Names and meetings do not travel in the clear: without STARTTLS no mail is sent. A server on this machine has
  // seldom a certificate that anybody signed, and nothing lies between that could pose as it.
  const tls = isLoopback(hostname) ? { rejectUnauthorized: false } : undefined
  const auth =
    username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  return {
    host: hostname,
    port: port === '' ? undefined : Number(port),
    secure,
    requireTLS: !secure,
    tls,
    auth,
  }
}

const TICK = 60_000

/** Sends due reminders every minute, without overlapping rounds. Returns a function that stops it. */
export function startReminders(config: Config): () => void {
  const mailer = mailerFor(config)
  let isBusy = false
  const round = async () => {
    if (isBusy) return
    isBusy = true
    try {
      await fillReminders(now())
      await sendDueReminders(mailer, config.APP_URL ?? null)
    } catch {
      // The database is busy or closing: the next round retries the same rows.
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(round, TICK)
  // The timer alone does not keep the process alive.
  timer.unref()
  void round()
  return () => clearInterval(timer)
}

/**
 * Inserts a row for each account with an address and each activity of tomorrow that it must attend or is
 * invited to.
 */
export async function fillReminders(at: Instant): Promise<void> {
  const day = remindedDay(at)
  if (day === null) return
  const due = sql`
    from account c cross join attendance r on r.person_id = c.person_id and r.day = ${day}
      join activity a on a.id = r.activity_id
    where c.email is not null and c.disabled_at is null and r.standing in ('required', 'invited') and r.mark is null
      and a.status = 'scheduled' and a.deleted_at is null and a.day = ${day}
      and not exists (select 1 from reminder d where d.account_id = c.id and d.activity_id = a.id and d.day = ${day})`
  const [any] = await db.all(sql`select 1 ${due} limit 1`)
  if (!any) return
  await write(tx =>
    tx.run(sql`
      insert into reminder (account_id, activity_id, day, next_try_at) select c.id, a.id, ${day}, ${at} ${due}
      on conflict do nothing`),
  )
}

type Claimed = Told & { reminderId: number; activityId: number; tries: number; email: string; locale: Locale }

/** Sends the reminders that are due, one mail at a time. Returns how many the server accepted. */
export async function sendDueReminders(mailer: Mailer, base: string | null): Promise<number> {
  let sent = 0
  for (let claimed = await claim(); claimed; claimed = await claim()) {
    const { reminderId, activityId, tries, email, locale } = claimed
    const link = base === null ? null : `${base}/activities/${activityId}`
    try {
      await mailer({ to: email, ...reminderMail(sayIn(locale), claimed, link, dayOf(now())) })
    } catch (error) {
      await refused(reminderId, tries, error as Error)
      continue
    }
    await write(tx =>
      tx
        .update(reminder)
        .set({ state: 'sent', sentAt: now(), fault: null })
        .where(eq(reminder.id, reminderId)),
    )
    sent++
  }
  return sent
}

/**
 * Claims a waiting reminder: `sending` is committed before the mail leaves, so that a crash in between does not
 * send it twice (at most once). Only while the activity is ahead, on the same day, and the person still due.
 */
async function claim(): Promise<Claimed | undefined> {
  const at = now()
  const waiting = sql`
    select d.id as reminderId, a.id as activityId, d.tries, c.email, c.locale, a.title, a.form, a.day, a.last_day as lastDay,
      a.original_day as originalDay, a.starts_at as startsAt, a.ends_at as endsAt, a.place, a.lecturer,
      a.lecturer_rank as lecturerRank, a.status, a.status_reason as statusReason, a.is_public as isPublic, u.name as hostName
    from reminder d join account c on c.id = d.account_id join activity a on a.id = d.activity_id
      join attendance r on r.activity_id = a.id and r.person_id = c.person_id join unit u on u.id = a.host_unit_id
    where d.state = 'waiting' and d.next_try_at <= ${at} and c.email is not null and c.disabled_at is null
      and a.status = 'scheduled' and a.deleted_at is null and a.day = d.day and r.standing in ('required', 'invited')
      and r.mark is null and coalesce(a.starts_at, unixepoch(a.day) * 1000 - 28800000) > ${at}
    order by d.next_try_at, d.id limit 1`
  const [any] = await db.all<Claimed>(waiting)
  if (!any) return undefined
  return write(async tx => {
    const [found] = await tx.all<Claimed>(waiting)
    if (!found) return undefined
    await tx
      .update(reminder)
      .set({ state: 'sending', tries: found.tries + 1 })
      .where(and(eq(reminder.id, found.reminderId), eq(reminder.state, 'waiting')))
    return { ...found, tries: found.tries + 1 }
  })
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string; isTextSent?: boolean }

async function refused(id: number, tries: number, error: SmtpError): Promise<void> {
  const refusal = refusalOf(error)
  const next = refusal === 'later' ? nextTry(tries, now()) : null
  // The server's text may contain the address; only its code and the SMTP command are logged.
  const fault = [error.responseCode, error.code, error.command].filter(Boolean).join(' ')
  await write(tx =>
    tx
      .update(reminder)
      .set(next === null ? { state: 'failed', fault } : { state: 'waiting', nextTryAt: next, fault })
      .where(eq(reminder.id, id)),
  )
}
