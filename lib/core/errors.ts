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

/** Not there, or not for this viewer: the two are not told apart. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** The row changed since it was read; `current` is how it stands now. */
export class Conflict<T = unknown> extends Error {
  override name = 'Conflict'
  constructor(readonly current: T) {
    super('changed meanwhile')
  }
}

/** A command says no after it began to write: thrown, so that nothing of it stays; `answer` is what it answers. */
export class Refusal<A = unknown> extends Error {
  override name = 'Refusal'
  constructor(readonly answer: A) {
    super('refused')
  }
}
