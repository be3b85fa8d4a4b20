import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import type { LogFinding } from './seal.crypto'
import { checkLog } from './seal.sql'

export type LogCheck = { at: Instant; isWhole: boolean; findings: LogFinding[] }

// The server checks, pages show it: bundles share globalThis alone.
const shared = globalThis as typeof globalThis & { xuefaLogCheck?: LogCheck }

/** A start looks back over so many seals, so that it takes no longer for a long log. */
const SEALS_AT_START = 3

/** Checks the log (checkLog) and keeps what it found for the page of the log. */
export async function checkAndKeep(how: 'atStart' | 'whole'): Promise<LogFinding[]> {
  const isWhole = how === 'whole'
  const findings = await checkLog(undefined, isWhole ? {} : { seals: SEALS_AT_START })
  shared.xuefaLogCheck = { at: now(), isWhole, findings }
  return findings
}

/** The last check of this server; null before the first. */
export function lastLogCheck(): LogCheck | null {
  return shared.xuefaLogCheck ?? null
}
