import { and, eq, isNull, sql } from 'drizzle-orm'
import { pinyin } from 'pinyin-pro'
import { db, type Tx } from '@/db/client'
import { account } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { ChangePasswordInput } from '@/lib/access/access.input'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import type { Device } from '@/lib/access/device.rules'
import { unbindBrowsers } from '@/lib/access/known-browser.commands'
import { hashPassword, passwordMatches, signInMatches } from '@/lib/access/password.crypto'
import { passwordFault } from '@/lib/access/password.rules'
import { endSessionsOf, startSession } from '@/lib/access/session.commands'
import { forgetTries, takeTry, withoutTry } from '@/lib/access/sign-in-try.commands'
import { isWithin } from '@/lib/access/unit-path.sql'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { initialsOf } from '@/lib/core/names'
import { touchFeedsOf } from '@/lib/organisation/calendar-version.commands'

/** Changes the viewer's own password; every session of the account ends, and one on this device begins. */
export async function changePassword(viewer: Viewer, input: ChangePasswordInput, device: Device) {
  const held = await ownAccount(viewer)
  // Limited like sign-in: a stranger at an unlocked computer gets no more attempts to guess the password.
  const wait = await takeTry(`password of ${held.id}`, 'own session')
  if (wait) return wait
  if (!(await passwordMatches(held.passwordHash, input.currentPassword)))
    return { ok: false, reason: 'wrongPassword', field: 'currentPassword' } as const
  return putPassword(viewer, held, input.newPassword, device)
}

/** Replaces the first password from the slip by the person's own. */
export async function replaceFirstPassword(
  viewer: Viewer,
  { newPassword }: { newPassword: string },
  device: Device,
) {
  const held = await ownAccount(viewer)
  if (!held.mustChange) throw new Forbidden()
  if (await signInMatches(held, newPassword))
    return { ok: false, reason: 'sameAsFirst', field: 'newPassword' } as const
  return putPassword(viewer, held, newPassword, device)
}

/** Ends every session of the account, this one included, and unbinds its phones. */
export async function signOutEverywhere(viewer: Viewer) {
  const held = await ownAccount(viewer)
  await write(async tx => {
    await endSessionsOf(tx, held.id, 'everywhere')
    await unbindBrowsers(tx, held.personId)
    await recordAudit(tx, viewer, { action: 'account.endSessions', subject: 'account', subjectId: held.id })
  })
  return { ok: true } as const
}

export async function chooseLanguage(viewer: Viewer, { locale }: { locale: 'zh' | 'en' }) {
  const held = await ownAccount(viewer)
  if (held.locale !== locale)
    await write(async tx => {
      await tx.update(account).set({ locale }).where(eq(account.id, held.id))
      // The language of the account's feeds changes with it.
      await touchFeedsOf(tx, held.id)
    })
  return { ok: true } as const
}

type Held = Awaited<ReturnType<typeof ownAccount>>

async function putPassword(viewer: Viewer, held: Held, newPassword: string, device: Device) {
  const accountId = held.id
  const [own] = await db
    .select({
      name: person.name,
      staffNo: person.staffNo,
      phone: person.phone,
      units: sql<string>`(select group_concat(u.name) from membership m join unit own on own.id = m.unit_id
        join unit u on ${isWithin(sql`own.path`, sql`u.path`)} where m.person_id = "person"."id")`,
    })
    .from(person)
    .where(eq(person.id, viewer.personId ?? 0))
  if (!own) throw new NotFound()
  const words = ownWords(own.name, [own.staffNo, own.phone, ...(own.units ?? '').split(',')])
  const fault = await passwordFault(newPassword, words)
  if (fault) return { ok: false, reason: fault, field: 'newPassword' } as const
  const passwordHash = await hashPassword(newPassword)
  const save = async (tx: Tx) => {
    // Not over a password that was reset while this one was checked, nor for an account disabled meanwhile.
    const [saved] = await tx
      .update(account)
      .set({ passwordHash, mustChange: false, firstPasswordUntil: null })
      .where(
        and(
          eq(account.id, accountId),
          eq(account.passwordHash, held.passwordHash),
          isNull(account.disabledAt),
        ),
      )
      .returning({ id: account.id })
    if (!saved) throw new Forbidden()
    await endSessionsOf(tx, accountId, 'password')
    await forgetTries(tx, `password of ${accountId}`, 'own session')
    await recordAudit(tx, viewer, { action: 'account.password', subject: 'account', subjectId: accountId })
    return { ok: true, accountId, sessionId: await startSession(tx, { accountId, device }) } as const
  }
  return withoutTry(`password of ${accountId}`, 'own session', () => write(save))
}

/**
 * Words that somebody guessing the password knows about the owner: the words themselves, their pinyin and its
 * initials.
 */
export function ownWords(name: string, others: (string | null)[]): string[] {
  const spelt = (word: string) => pinyin(word, { toneType: 'none', type: 'array', surname: 'head' }).join('')
  const words = [name, ...others].filter((word): word is string => Boolean(word))
  return words.flatMap(word => {
    // 和平街道 is also guessed as heping.
    const core = word.replace(/(街道|办事处|社区|办公室|有限公司|公司)+$/, '')
    return [word, core, spelt(word), spelt(core), initialsOf(word)]
  })
}

export async function ownAccount(viewer: Viewer) {
  const [held] = await db
    .select()
    .from(account)
    .where(eq(account.id, viewer.accountId ?? 0))
  if (!held) throw new NotFound()
  return held
}
