import type { Mark } from './attendance.rules'

/** What an organiser asked for and the server has not answered. */
export type Wish =
  | { mark: Mark | null; reason?: string }
  | { standing: 'exempt' | 'required'; reason: string }
