// `node --import tsx tests/bench/erasure.ts`: how long 注销 of one person takes where 1,000 people and a log of 100,000
// entries are, and the longest turn of the event loop meanwhile, in which nobody else is answered. Another number of
// entries as first argument.
import { eq, sql } from 'drizzle-orm'
import { db, settleDatabase } from '@/db/client'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { recordAudit } from '@/lib/access/audit.commands'
import { erasePerson } from '@/lib/organisation/accounts/erasure.commands'
import { closeWorld, leaveNow, openWorld, people } from '../world'

const [entries = 100_000] = process.argv.slice(2).map(Number)
const PEOPLE = 1000

const { viewers } = await openWorld()
try {
  await fill()
  const personId = people.wujianguo
  await leaveNow(viewers.administrator, { personId, membershipId: 'all', lastDay: '2023-03-09' })
  const [held] = await db.select().from(person).where(eq(person.id, personId))
  const turns = watchTurns()
  const began = performance.now()
  const answer = await erasePerson(
    viewers.administrator,
    { personId, version: held?.version ?? 0, typedName: held?.name ?? '', proofs: 'remove', openYears: true },
    () => true,
  )
  const took = performance.now() - began
  console.log(
    `${JSON.stringify(answer)}: ${took.toFixed(0)} ms beside ${PEOPLE} people and ${entries} entries, longest turn ${turns.end().toFixed(0)} ms`,
  )
} finally {
  await closeWorld()
}

/** Marks of everybody, each with the whole row before and after, as the log of a sheet has them. */
async function fill(): Promise<void> {
  for (let from = 0; from < PEOPLE; from += 500)
    await write(async tx => {
      const ids = Array.from({ length: 500 }, (_, at) => 10_000 + from + at)
      await tx.insert(person).values(
        ids.map(id => ({
          id,
          staffNo: `L${id}`,
          name: `李${'一二三四五六七八九'[id % 9]}${id}`,
          phone: `139${String(id).padStart(8, '0')}`,
        })),
      )
    })
  for (let from = 0; from < entries; from += 5000)
    await write(tx =>
      recordAudit(
        tx,
        viewers.organiser,
        ...Array.from({ length: Math.min(5000, entries - from) }, (_, at) => {
          const row = {
            ...{
              activityId: from,
              personId: 10_000 + (at % PEOPLE),
              unitId: 4,
              day: '2023-03-10',
              year: 2023,
              month: 3,
            },
            ...{
              form: '集中学法',
              standing: 'required',
              standingByHand: false,
              reason: null,
              completedOn: null,
            },
            ...{
              madeUpOn: null,
              makeUpDue: '2023-04-09',
              leaveKind: null,
              leaveRule: null,
              feedChangedAt: 1678410000000,
            },
          }
          return {
            action: 'attendance.mark' as const,
            subject: 'attendance',
            subjectId: `${from}/${row.personId}`,
            reason: at % 50 === 0 ? `与吴  建国谈过 ${at}` : at % 4 === 0 ? '补登' : null,
            before: { ...row, mark: null, how: null, markedBy: null, version: 0 },
            after: { ...row, mark: 'present', how: 'sheet', markedBy: 4, version: 1 },
          }
        }),
      ),
    )
  await settleDatabase()
  await db.all(sql`select count(*) from audit_text`)
}

function watchTurns() {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 1)
  return {
    end: () => {
      clearInterval(timer)
      return Math.max(longest, performance.now() - last)
    },
  }
}
