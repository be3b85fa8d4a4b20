import { cookies } from 'next/headers'
import type { Action } from './action'

const cookie = 'answer'
/** Seconds: long enough for the page that answers the form, too short for one that is opened later. */
const SHOWN_FOR = 5

const answers = ['databaseBusy', 'diskFull', 'readOnly', 'forbidden', 'badOrigin', 'notReadable'] as const

/**
 * For a button that stands on every page, or that is not worth the script of a form: a refusal is rendered by the
 * server at the top of the same page (app/_ui/frame-answer.tsx), with and without script.
 */
export function answeredInFrame(run: Action): (form: FormData) => Promise<void> {
  return async form => {
    const { ok, reason } = await run({ turn: 0 }, form)
    const jar = await cookies()
    if (ok) return void jar.delete(cookie)
    const answer = answers.find(each => each === reason) ?? 'notReadable'
    jar.set(cookie, answer, { path: '/', sameSite: 'lax', maxAge: SHOWN_FOR })
  }
}

/** The refusal to show in the frame: the last part of a key under `common.form`. */
export async function answerForFrame(): Promise<(typeof answers)[number] | undefined> {
  const held = (await cookies()).get(cookie)?.value
  return answers.find(each => each === held)
}
