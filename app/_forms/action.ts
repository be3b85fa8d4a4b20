import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { ZodType } from 'zod'
import { ownPath } from '@/app/_http/own-path'
import { refusalOf } from '@/app/_http/refusal'
import { type MessageKey, type Say, sayIn } from '@/app/_i18n/messages'
import { sayingByCookie } from '@/app/_i18n/say'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerSeen } from '@/lib/access/session'
import type { Owed } from '@/lib/access/session.queries'
import { now } from '@/lib/core/clock'
import { correcting, isLockedYear } from '@/lib/core/correction'
import { Conflict, NotFound } from '@/lib/core/errors'
import type { Places } from '@/lib/core/i18n/say'
import { faultsOf } from './faults'
import { fieldsOf, type Merged, mergedIn, settledIn, theirsOf, typedIn } from './fields'
import { CORRECTION, lockedAt } from './locked'
import { keepTyped, type LogOf, savedBy } from './others'
import { WAS } from './was'

/** State of a form after it was sent: messages in the reader's language, and all typed values except passwords. */
export type FormState<Reason extends string = string> = {
  /** Incremented with each answer, as a React key: remounts the fields with the typed values. */
  turn: number
  ok?: boolean
  /** Error for the whole form. */
  message?: string
  /** Errors by field. */
  errors?: Record<string, string>
  /** The reason of the command's refusal: a form may offer a further choice for one of them (仍按此安排). */
  reason?: Reason
  /** Details of a refusal, from `explain`. */
  found?: Places
  values?: Record<string, string | string[]>
  /** After a conflict, the saved values that differ from the typed ones, and their version. */
  theirs?: Record<string, string | string[]>
  /** After a conflict, fields that both changed, of which one value is to be chosen; `a,b` is one of two lists. */
  asked?: string[]
  /** After a conflict, fields that the others alone changed: they hold the saved values. */
  taken?: string[]
  /** The command's result, where the page shows it (slips, counts). */
  result?: unknown
}

export type Action<Reason extends string = string> = (
  before: FormState,
  form: FormData,
) => Promise<FormState<Reason>>

type Refusal = { ok: false; reason: string; field?: string; places?: Places }
type Answer = { ok: true } | Refusal
type Done<R> = Extract<R, { ok: true }>
type Refused<R> = Extract<R, { ok: false }>

/** The possible reasons of a refusal; for a command that never refuses no group of messages may be given. */
export type ReasonOf<R> = Refused<R> extends { reason: infer Reason extends string } ? Reason : never

/** A group of messages with a sentence for each reason; otherwise the type error names the missing ones. */
type Saying<Group extends string, Reason extends string> = [`${Group}.${Reason}`] extends [MessageKey]
  ? Group
  : { missing: Exclude<`${Group}.${Reason}`, MessageKey> }

type Values = Record<string, unknown>

type Options<R, V, I> = {
  /** For who saved or removed the row meanwhile, and when. */
  log?: (input: I) => LogOf
  /**
   * Who may send it: anybody signed in, unless a check of its own is given (at the first run there is no viewer
   * yet).
   */
  viewer?: () => Promise<V>
  /** Redirect after success; without it the page is shown again with `message`. */
  goTo?: (answer: Done<R>) => string
  /** Message after success: a key, or a function of the command's result; `false` where the changed page shows it. */
  message?: MessageKey | false | ((answer: Done<R>, say: Say) => string)
  /** The form stays open after success: the typed values are kept. */
  keeps?: true
  /** Whether a refusal means that the page is stale: it is then revalidated. */
  redraws?: true
  /** Details of a refusal, as placeholders of its message and for the text beside the fields. */
  explain?: (refusal: Refused<R>, say: Say) => Places | undefined
  /**
   * After a conflict: ticks, and fields whose text is not that of the column of their name; undefined for a field
   * that is no fact of the row.
   */
  shown?: (current: never, say: Say, viewer: V) => Values | Promise<Values>
}

/**
 * Runs every action in the same way: origin check, viewer, schema, command, answer. A command returns `{ ok:
 * true, … }` or `{ ok: false, reason }`; `refused` is the group of messages with a sentence for each reason:
 * `activity.refused`. Conflict, Forbidden and write errors become messages, NotFound the 404 page.
 */
export function action<I, R extends { ok: true }, V extends Viewer | null = Viewer>(
  schema: ZodType<I>,
  command: (viewer: V, input: I) => Promise<R>,
  options?: Options<R, V, I>,
): Action<never>
export function action<
  I,
  R extends Answer,
  V extends Viewer | null = Viewer,
  const Group extends string = string,
>(
  schema: ZodType<I>,
  command: (viewer: V, input: I) => Promise<R>,
  options: Options<R, V, I> & { refused: Group & Saying<Group, ReasonOf<R>> },
): Action<ReasonOf<R>>
export function action<I, R extends Answer, V extends Viewer | null>(
  schema: ZodType<I>,
  command: (viewer: V, input: I) => Promise<R>,
  options: Options<R, V, I> & { refused?: string } = {},
): Action {
  const asking = options.viewer ?? (viewerSeen as () => Promise<unknown> as () => Promise<V>)
  return async (before, sent) => {
    // A script can send anything in their places.
    const turn = Number.isInteger(before?.turn) ? before.turn + 1 : 1
    const form = sent instanceof FormData ? sent : new FormData()
    // By the headers alone: a request from another site reads nothing from the database.
    if (!isOwnOrigin(await headers()))
      return { turn, reason: 'badOrigin', message: (await sayingByCookie()).t('common.form.badOrigin') }
    const viewer = await asking()
    const say = viewer ? sayIn(viewer.locale) : await sayingByCookie()
    const fields = fieldsOf(form)
    if (fields === null) return { turn, message: say.t('common.form.tooMuch') }
    const { theirs, asked } = settledIn(fields)
    const again = { turn, values: typedIn(fields) }
    // Signed out meanwhile: what was typed stays, to be sent again after signing in elsewhere.
    if (viewer === null && !options.viewer) return { ...again, message: say.t('common.form.signedOut') }
    // Since the form was opened it has come to owe something first: that is done elsewhere, and what was typed stays.
    const { owes = null } = (options.viewer ? {} : viewer) as { owes?: Owed }
    if (owes !== null) return { ...again, message: say.t(`common.form.owes.${owes}`) }
    if (asked.length > 0) return { ...again, ...undecidedOf(say, theirs, asked) }
    const parsed = schema.safeParse(fields)
    if (!parsed.success) return { ...again, errors: faultsOf(say, parsed.error.issues) }
    let answer: R
    const { [CORRECTION]: why } = again.values
    try {
      answer = await correcting(reasonIn(why), () => command(viewer, parsed.data))
    } catch (error) {
      if (error instanceof Conflict) {
        // The page around the form then shows what is saved; the fields keep what was typed.
        refresh()
        const current = (error.current ?? {}) as Values
        const shown = await (options.shown as Shown<V>)?.(current, say, viewer)
        // A script may send the name of any column; the schema knows those of the form.
        const known = Object.entries(current).filter(([name]) => name in (parsed.data as Values))
        const saved = { ...Object.fromEntries(known), ...shown }
        const merged = mergedIn(again.values, saved)
        const theirs = theirsIn(merged, theirsOf(Object.fromEntries(known), shown ?? {}, again.values))
        const by = await savedBy(viewer, options.log?.(parsed.data), again.values.opened, say)
        return { turn, ...conflictOf(say, by, merged, theirs) }
      }
      if (error instanceof NotFound && wasIn(again.values).length > 0) {
        // No refresh: the page is no longer there, and what was typed stands on it.
        const by = await savedBy(viewer, options.log?.(parsed.data), again.values.opened, say, 'removed')
        const message = say.t(by ? 'common.form.goneBy' : 'common.form.gone', by ?? undefined)
        if (viewer && !(await headers()).get('next-action')) {
          keepTyped(viewer as Viewer, message, again.values)
          redirect('/gone')
        }
        return { ...again, reason: 'notFound', message }
      }
      if (isLockedYear(error)) return { ...again, ...(await lockedAt(viewer, say, error)) }
      return { ...again, ...thrownAt(say, error) }
    }
    if (!answer.ok) {
      if (options.redraws) refresh()
      const { reason, field, places } = answer
      const found = options.explain?.(answer as Refused<R>, say)
      // The key exists: the type `Saying` guarantees it.
      const text = say.t(`${options.refused}.${reason}` as MessageKey, found ?? places)
      return { ...again, reason, found, ...(field ? { errors: { [field]: text } } : { message: text }) }
    }
    const done = answer as Done<R>
    // The page around the form has changed too. If `goTo` is an anchor on the same page, the browser would
    // otherwise only scroll there without fetching it again.
    if (!options.keeps) refresh()
    if (options.goTo) redirect(ownPath(options.goTo(done)))
    const { message = 'common.form.saved' } = options
    const { values } = again
    const text = typeof message === 'function' ? message(done, say) : message && say.t(message)
    return { turn, ok: true, message: text || undefined, result: done, ...(options.keeps ? { values } : {}) }
  }
}

/** The message of a form for an expected error; NotFound becomes the 404 page. */
export function thrownAt(say: Say, error: unknown): Pick<FormState, 'message' | 'reason'> {
  const reason = refusalOf(error)
  if (reason === 'notFound') notFound()
  return { message: say.t(`common.form.${reason}`), reason }
}

/** Why figures of a locked year are corrected, as the form says. */
function reasonIn(typed: string | string[] | undefined): string | undefined {
  return typeof typed === 'string' ? typed.trim().slice(0, 500) || undefined : undefined
}

type Shown<V> = ((current: Values, say: Say, viewer: V) => Values | Promise<Values>) | undefined
type Typed = NonNullable<FormState['values']>

/** What is shown as saved: in a form that edits a row only what both changed, and what is no field of its own. */
function theirsIn(merged: Merged, differing: Typed): Typed {
  const fields = wasIn(merged.values)
  if (fields.length === 0) return differing
  const others = Object.entries(differing).filter(
    ([name]) => Object.hasOwn(merged.values, name) && !fields.includes(name),
  )
  return { ...Object.fromEntries(others), ...merged.theirs }
}

/** The fields that say what they showed. */
function wasIn(values: Typed): string[] {
  return Object.keys(values)
    .filter(name => name.startsWith(WAS))
    .flatMap(name => name.slice(WAS.length).split(','))
}

/**
 * 已被他人更改: who saved it and when, and what is to be done. In a form that edits a row what both changed is
 * chosen; other forms show what is saved beside what was typed, and sent again they have seen it.
 */
function conflictOf(
  say: Say,
  by: Places | null,
  { values, taken, asked }: Merged,
  theirs: Typed,
): Omit<FormState, 'turn'> {
  const known = by?.name === say.t('common.form.yourself') ? 'changedByYourself' : 'changedBy'
  const what = values.version === '' ? 'thereAlready' : by ? known : 'changedMeanwhile'
  const next = () => {
    if (wasIn(values).length > 0) return asked.length > 0 ? 'choose' : taken.length > 0 ? 'merged' : 'apart'
    return Object.keys(theirs).some(name => !['version', 'seen'].includes(name)) ? 'differs' : 'pressAgain'
  }
  const message = [say.t(`common.form.${what}`, by ?? undefined), say.t(`common.form.${next()}`)].join('\n')
  // From here on the form stands for what its answer shows.
  const opened: Typed = values.opened ? { opened: String(now()) } : {}
  return { message, reason: 'changedMeanwhile', values: { ...values, ...opened }, taken, asked, theirs }
}

/** Some of what both changed was not decided. */
function undecidedOf(say: Say, theirs: Typed, asked: string[]): Partial<FormState> {
  const errors = asked.map(names => [names.split(',')[0] ?? '', say.t('common.form.chooseOne')])
  return { reason: 'changedMeanwhile', theirs, asked, errors: Object.fromEntries(errors) }
}
