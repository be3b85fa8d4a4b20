import type { Viewer } from './access.rules'
import { type FactorState, factorOf } from './second-factor.sql'

/** The viewer's own second factor; null where there is none. Nobody is told of anybody else's. */
export async function ownFactor(viewer: Viewer): Promise<FactorState | null> {
  return viewer.accountId === null ? null : factorOf(viewer.accountId)
}
