import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { now } from '@/lib/core/clock'
import { BEAT_MS, beat, type Closed, closedSpans, noteClosed } from '@/lib/core/closed-time'

const WRITE_MS = 1000

const kept = z.array(z.tuple([z.number(), z.number()]))

/**
 * Measures from now on when this process takes no requests, and counts the time since the last sign of life of the
 * process before as closed. That sign is the time of a file beside the database, renewed each second, whose content
 * is the closed time so far; a full disk stops neither. Called when the door opens.
 */
export function startPulse(database: string | null): void {
  beat()
  setInterval(() => beat(), BEAT_MS).unref()
  if (database === null) return
  const file = pulseFile(database)
  resume(file)
  let written = ''
  const write = () => {
    const text = JSON.stringify(closedSpans())
    try {
      if (text !== written) writeFileSync(/* turbopackIgnore: true */ file, text)
      utimesSync(/* turbopackIgnore: true */ file, now() / 1000, now() / 1000)
      written = text
    } catch {
      // The time of the file stays behind: what is then counted too much is bounded where it is used.
    }
  }
  write()
  setInterval(write, WRITE_MS).unref()
}

export function pulseFile(database: string): string {
  return `${database}.pulse`
}

function resume(file: string): void {
  let alive: number
  try {
    alive = statSync(/* turbopackIgnore: true */ file).mtimeMs
  } catch {
    // No process before this one.
    return
  }
  for (const span of spansIn(file)) noteClosed(span)
  noteClosed([alive, now()])
}

/** Empty where the process was killed while it wrote. */
function spansIn(file: string): Closed[] {
  try {
    return kept.parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8')))
  } catch {
    return []
  }
}
