import { type Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import type { Viewer } from '@/lib/access/access.rules'
import { rowHistory } from '@/lib/attendance/attendance.queries'
import { type Mark, marks } from '@/lib/attendance/attendance.rules'
import { isReplayed } from './organisers'
import { randomOf } from './random'

/** The server that receives marks; it may stop and restart on the same port. */
export type Place = { port: number; cookie?: string; agent?: Agent }

export type Marking = {
  /** The marks acknowledged by the server, by person: the last one and their number. */
  acknowledged: Map<number, { mark: Mark | null; count: number }>
  /** How often there was no answer, and how often the server could not write, by its reason. */
  unanswered: number
  waited: Record<string, number>
  /** Any other answer. */
  errors: string[]
}

const CLIENTS = 20

/**
 * Twenty clients mark, each its own people, as a sheet does: a mark without an answer, or one that the server
 * cannot write at present, is retried unchanged. `goes` says whether to continue; each client ends with its
 * last mark acknowledged.
 */
export async function markWhile(
  place: Place,
  of: { activityId: number; people: number[] },
  goes: (marking: Marking) => boolean,
  marking: Marking = { acknowledged: new Map(), unanswered: 0, waited: {}, errors: [] },
): Promise<Marking> {
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      const own = of.people.filter((_, at) => at % CLIENTS === client)
      const random = randomOf(client + 1)
      while (own.length > 0 && marking.errors.length === 0 && goes(marking)) {
        const personId = own[Math.floor(random() * own.length)] as number
        const before = marking.acknowledged.get(personId)
        const others = marks.filter(mark => mark !== before?.mark)
        const mark = others[Math.floor(random() * others.length)] as Mark
        const version = before?.count ?? 0
        await sent(place, { activityId: of.activityId, personId, mark, version }, marking)
      }
    }),
  )
  return marking
}

type Wish = { activityId: number; personId: number; mark: Mark; version: number }

async function sent(place: Place, wish: Wish, marking: Marking): Promise<void> {
  for (;;) {
    const answer = await post(place, JSON.stringify(wish)).catch(() => null)
    if (answer?.status === 200) {
      marking.acknowledged.set(wish.personId, { mark: wish.mark, count: wish.version + 1 })
      return
    }
    if (answer === null) marking.unanswered++
    else if (answer.status === 503 || answer.status === 507) {
      const reason = `${answer.status} ${reasonIn(answer.text)}`
      marking.waited[reason] = (marking.waited[reason] ?? 0) + 1
    } else {
      marking.errors.push(`${answer.status} ${answer.text.slice(0, 200)}`)
      return
    }
    await sleep(60)
  }
}

/**
 * Differences between an open database and what was acknowledged: a lost mark, a duplicate, a row that differs
 * from its audit entries, a damaged file.
 */
export async function lostOf(
  viewer: Viewer,
  activityId: number,
  { acknowledged }: Marking,
): Promise<string[]> {
  const lost: string[] = []
  const rows = await db.select().from(attendance).where(eq(attendance.activityId, activityId))
  for (const row of rows) {
    const { mark = null, count = 0 } = acknowledged.get(row.personId) ?? {}
    if (row.mark !== mark) lost.push(`${row.personId}: acknowledged ${mark}, there is ${row.mark}`)
    if (row.version !== count) lost.push(`${row.personId}: ${count} acknowledged, ${row.version} are there`)
    const { entries } = await rowHistory(viewer, activityId, row.personId)
    if (!isReplayed(row, entries)) lost.push(`${row.personId}: the audit tells another story`)
  }
  const [whole] = await db.all<{ integrity_check: string }>(sql`pragma integrity_check`)
  if (whole?.integrity_check !== 'ok') lost.push(`the file: ${whole?.integrity_check}`)
  return lost
}

function reasonIn(text: string): string {
  try {
    return JSON.parse(text).reason ?? 'without a reason'
  } catch {
    return 'not in JSON'
  }
}

function post({ port, cookie = '', agent }: Place, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie,
      origin: `http://127.0.0.1:${port}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/marks', method: 'POST', headers, agent, timeout: 15_000 },
      answer => {
        const parts: Buffer[] = []
        answer.on('data', part => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          if (answer.complete)
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() })
          else reject(new Error('cut off'))
        })
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', reject)
    asked.end(body)
  })
}
