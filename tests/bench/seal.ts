// `node --import tsx tests/bench/seal.ts`: a thousand random edits by hand on copies of a sealed database file, and how
// many the check finds and names; then the time of a check of a log of 100,000 entries. Ends with 1 where an edit was
// missed (`npm test` makes a few of them: tests/db/access/seal.test.ts). Another number as first argument, a seed as
// second.
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { closeDatabase, db, openDatabase, settleDatabase } from '@/db/client'
import { auditSeal } from '@/db/schema/audit'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { sealLog } from '@/lib/access/seal.commands'
import { sealLine } from '@/lib/access/seal.crypto'
import { checkLog, lastSeal, sealedSince } from '@/lib/access/seal.sql'
import { editByHand } from '../seal-edits'
import { closeWorld, openWorld } from '../world'

const [edits = 1000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const ENTRIES = 100_000

async function bench() {
  const { viewers, file } = await openWorld()
  try {
    await sealLog('start')
    for (let at = 0; at < 12; at++) {
      await marks(viewers.organiser, at * 5, 5)
      await sealLog('run')
    }
    await sealLog('stop')
    const seal = await lastSeal()
    if (!seal) throw new Error('There is no seal.')
    const kept = [sealLine(seal), ...(await sealedSince(db, 0))].join('\n')
    await settleDatabase()
    await closeDatabase()
    const copy = path.join(path.dirname(file), 'edited.db')
    copyFileSync(file, copy)
    await report(copy, kept)
    await openDatabase(`file:${file}`, { what: 'bench' })
    await long(viewers.organiser)
  } finally {
    await closeWorld()
  }
}

async function report(copy: string, kept: string): Promise<void> {
  const began = performance.now()
  const outcomes = await editByHand(copy, kept, edits, seed)
  const missed = outcomes.filter(each => each.missed.length > 0)
  const kinds = new Map<string, number>()
  for (const { kind } of outcomes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  console.log(
    `seed ${seed}: ${outcomes.length} edits, ${outcomes.length - missed.length} found and named, ${missed.length} missed`,
  )
  console.log([...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '))
  console.log(`findings beside the named row: ${outcomes.reduce((sum, each) => sum + each.beside.length, 0)}`)
  for (const { kind, beside } of outcomes.filter(each => each.beside.length > 0).slice(0, 5))
    console.log(`  ${kind}: ${beside.slice(0, 3).join(', ')}`)
  console.log(`${((performance.now() - began) / edits).toFixed(0)} ms an edit`)
  for (const each of missed.slice(0, 10)) console.error(JSON.stringify(each))
  if (missed.length > 0) process.exitCode = 1
}

/** The whole log, and since the last three seals, as a start does. */
async function long(viewer: Viewer): Promise<void> {
  await sealLog('start')
  for (let at = 0; at < ENTRIES; at += 500) await marks(viewer, at, 500)
  const sealing = await timed(() => sealLog('run'))
  const seals = await db.$count(auditSeal)
  const whole = await timed(async () => {
    const findings = await checkLog()
    if (findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 3)))
  })
  const start = await timed(() => checkLog(undefined, { seals: 3 }))
  console.log(
    `${ENTRIES} entries: sealed in ${sealing} ms (${seals} seals), checked in ${whole} ms, at a start in ${start} ms`,
  )
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now()
  await work()
  return (performance.now() - began).toFixed(0)
}

function marks(viewer: Viewer, from: number, count: number): Promise<void> {
  return write(tx =>
    recordAudit(
      tx,
      viewer,
      ...Array.from({ length: count }, (_, at) => ({
        action: 'attendance.mark' as const,
        subject: 'attendance',
        subjectId: `${from}/${at}`,
        reason: at % 4 === 0 ? '补登' : null,
        before: { activityId: from, personId: at, mark: null, standing: 'required', version: 0 },
        after: {
          activityId: from,
          personId: at,
          mark: 'present',
          remark: at % 3 === 0 ? '迟到五分钟' : null,
          version: 1,
        },
      })),
    ),
  )
}

await bench()
