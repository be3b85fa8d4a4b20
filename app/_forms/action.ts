import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { ZodType } from 'zod'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { requireViewer } from '@/lib/access/session'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import { unavailableReason } from '@/lib/core/unavailable'

/** What a form shows after it was sent: messages by field, and everything that was typed, a password excepted. */
export type FormState = {
  /** Rises with each answer, so that the fields are drawn anew with what was typed. */
  turn: number
  ok?: boolean
  /** A message key for the whole form, with its places. */
  message?: { key: string; places?: Record<string, string | number> }
  errors?: Record<string, string>
  /** What fills the places of the errors' messages. */
  places?: Record<string, string | number>
  values?: Record<string, string | string[]>
  /** What the command returned, where the page shows it (slips, counts). */
  result?: unknown
}

// Zod's own words are English; a schema that has none of ours for a fault is answered for here.
const isMessageKey = /^[a-z]\w*(\.\w+)+$/i

type Refusal = { ok: false; reason: string; field?: string; places?: Record<string, string | number> }
type Answer = { ok: true } | Refusal

type Options<R, V> = {
  /** Who may send it: anybody signed in, unless another question is asked (the first run has no viewer yet). */
  viewer?: () => Promise<V>
  /** Where to go after success; without it the page is shown again with `message`. */
  goTo?: (answer: R & { ok: true }) => string
  /** Message after success: its key, or with places of what the command answered. */
  message?: string | ((answer: R & { ok: true }) => FormState['message'])
  /** The form only asks and goes on being filled in: what was typed stays. */
  keeps?: true
  /** A refusal may say that what the page shows is no longer so: it is drawn anew. */
  redraws?: true
  /** Prefix of the refusals' message keys: `activity.refused` + `.` + reason. */
  refused?: string
  /** What a refusal found, in the viewer's language, for the places of its message. */
  explain?: (refusal: Extract<R, { ok: false }>, viewer: V) => Record<string, string | number> | undefined
}

/**
 * The one way an action runs: origin, viewer, schema, command, answer. A command returns `{ ok: true, … }` or
 * `{ ok: false, reason }`; Conflict and Forbidden become messages, NotFound the 404 page.
 */
export function action<I, R extends Answer, V = Viewer>(
  schema: ZodType<I>,
  command: (viewer: V, input: I) => Promise<R>,
  options: Options<R, V> = {},
) {
  const asking = options.viewer ?? (requireViewer as () => Promise<unknown> as () => Promise<V>)
  return async (before: FormState, form: FormData): Promise<FormState> => {
    const values = typed(form)
    const turn = before.turn + 1
    if (!isOwnOrigin(await headers())) return { turn, values, message: { key: 'common.form.badOrigin' } }
    const viewer = await asking()
    const parsed = schema.safeParse(given(form))
    if (!parsed.success) {
      const errors: Record<string, string> = {}
      for (const { path, message } of parsed.error.issues)
        errors[path.join('.')] ??= isMessageKey.test(message) ? message : 'common.form.notReadable'
      return { turn, values, errors }
    }
    let answer: R
    try {
      answer = await command(viewer, parsed.data)
    } catch (error) {
      if (error instanceof Conflict)
        return { turn, values, message: { key: 'common.form.changedMeanwhile' }, result: error.current }
      if (error instanceof Forbidden) return { turn, values, message: { key: 'common.form.forbidden' } }
      if (error instanceof NotFound) notFound()
      const unavailable = unavailableReason(error)
      if (unavailable) return { turn, values, message: { key: `common.form.${unavailable}` } }
      throw error
    }
    if (!answer.ok) {
      if (options.redraws) refresh()
      const key = `${options.refused ?? 'common.refused'}.${answer.reason}`
      const explained = options.explain?.(answer as Extract<R, { ok: false }>, viewer)
      const places = explained ?? answer.places
      return answer.field
        ? { turn, values, errors: { [answer.field]: key }, places }
        : { turn, values, message: { key, places } }
    }
    // What the page shows around the form has changed with the answer; and where `goTo` is a place in the very page,
    // the browser would only jump there and keep what it shows.
    if (!options.keeps) refresh()
    if (options.goTo) redirect(options.goTo(answer as R & { ok: true }))
    const { message = 'common.form.saved' } = options
    const said = typeof message === 'string' ? { key: message } : message(answer as R & { ok: true })
    return { turn, ok: true, message: said, result: answer, ...(options.keeps ? { values } : {}) }
  }
}

/** Fields as the schema reads them: `name[]` and repeated names as lists, files as they are. */
export function given(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const all = form.getAll(name)
    fields[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? all : all[0]
  }
  return fields
}

function typed(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(given(form))) {
    if (/password/i.test(name)) continue
    if (typeof value === 'string') values[name] = value
    else if (Array.isArray(value)) values[name] = value.filter(each => typeof each === 'string')
  }
  return values
}
