/**
 * What a command answers when it says no: why, beside which field of the form, and what its sentence names. Thrown
 * instead is what no form can mend: the errors below.
 */
export type Refused<R extends string> = {
  ok: false
  reason: R
  field?: string
  places?: Record<string, string | number>
}

/** The viewer may see it but not do this. */
export class Forbidden extends Error {
  override name = 'Forbidden'
}

/** Does not exist, or is not visible to this viewer: the answer does not tell which. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** The viewer signed in while nothing could be written, and has to sign in anew to change anything. */
export class ReadsOnly extends Error {
  override name = 'ReadsOnly'
}

/** The row changed since it was read; `current` is its state now. */
export class Conflict<T = unknown> extends Error {
  override name = 'Conflict'
  constructor(readonly current: T) {
    super('changed meanwhile')
  }
}

/**
 * Refuses a command after it began to write: thrown to roll back the transaction; `answer` is what the command
 * returns.
 */
export class Refusal<A = unknown> extends Error {
  override name = 'Refusal'
  constructor(readonly answer: A) {
    super('refused')
  }
}
