import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { ZodType } from 'zod'
import { refusalOf } from '@/app/_http/refusal'
import { type MessageKey, type Say, sayIn } from '@/app/_i18n/messages'
import { sayingByCookie } from '@/app/_i18n/say'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerSeen } from '@/lib/access/session'
import type { Owed } from '@/lib/access/session.queries'
import { Conflict } from '@/lib/core/errors'
import type { Places } from '@/lib/core/i18n/say'
import { faultsOf } from './faults'
import { fieldsOf, theirsOf, typedIn } from './fields'

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

type Options<R, V> = {
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
  options?: Options<R, V>,
): Action<never>
export function action<
  I,
  R extends Answer,
  V extends Viewer | null = Viewer,
  const Group extends string = string,
>(
  schema: ZodType<I>,
  command: (viewer: V, input: I) => Promise<R>,
  options: Options<R, V> & { refused: Group & Saying<Group, ReasonOf<R>> },
): Action<ReasonOf<R>>
export function action<I, R extends Answer, V extends Viewer | null>(
  schema: ZodType<I>,
  command: (viewer: V, input: I) => Promise<R>,
  options: Options<R, V> & { refused?: string } = {},
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
    const again = { turn, values: typedIn(fields) }
    // Signed out meanwhile: what was typed stays, to be sent again after signing in elsewhere.
    if (viewer === null && !options.viewer) return { ...again, message: say.t('common.form.signedOut') }
    // Since the form was opened it has come to owe something first: that is done elsewhere, and what was typed stays.
    const { owes = null } = (options.viewer ? {} : viewer) as { owes?: Owed }
    if (owes !== null) return { ...again, message: say.t(`common.form.owes.${owes}`) }
    const parsed = schema.safeParse(fields)
    if (!parsed.success) return { ...again, errors: faultsOf(say, parsed.error.issues) }
    let answer: R
    try {
      answer = await command(viewer, parsed.data)
    } catch (error) {
      if (error instanceof Conflict) {
        // The page around the form then shows what is saved; the fields keep what was typed.
        refresh()
        const current = (error.current ?? {}) as Values
        const shown = await (options.shown as Shown<V>)?.(current, say, viewer)
        // A script may send the name of any column; the schema knows those of the form.
        const known = Object.entries(current).filter(([name]) => name in (parsed.data as Values))
        const theirs = theirsOf(Object.fromEntries(known), shown ?? {}, again.values)
        return { ...again, ...conflictOf(say, theirs, again.values) }
      }
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
    if (options.goTo) redirect(options.goTo(done))
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

type Shown<V> = ((current: Values, say: Say, viewer: V) => Values | Promise<Values>) | undefined
type Typed = NonNullable<FormState['values']>

/** 已被他人更改: what is saved now beside what was typed; sent again, the form has seen it and saves over it. */
function conflictOf(say: Say, theirs: Typed, typed: Typed): Partial<FormState> {
  const differs = Object.keys(theirs).some(name => name !== 'version')
  const message = say.t(
    typed.version === ''
      ? 'common.form.thereAlready'
      : differs
        ? 'common.form.changedFields'
        : 'common.form.changedMeanwhile',
  )
  return { message, reason: 'changedMeanwhile', theirs }
}
