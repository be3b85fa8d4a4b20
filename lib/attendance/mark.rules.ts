import type { Mark } from './attendance.rules'

/** A pending operation: requested by the organiser and not yet answered by the server. */
export type Wish =
  | { mark: Mark | null; reason?: string }
  | { standing: 'exempt' | 'required'; reason: string }
