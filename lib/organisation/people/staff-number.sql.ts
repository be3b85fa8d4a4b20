import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { person } from '@/db/schema/roster'
import { staffNosAfter } from './person.rules'

type Names = { staffNo: string | null; phone: string | null }

/** Staff numbers and phones are one space of names, because both sign in; what does not change is not judged. */
export async function takenBy(tx: Tx, given: Names, before: (Names & { id: number }) | null) {
  const isOthers = async (column: typeof person.staffNo | typeof person.phone, value: string | null) => {
    if (value === null) return false
    const others = await tx
      .select({ id: person.id })
      .from(person)
      .where(and(eq(sql`upper(${column})`, value.toUpperCase()), ne(person.id, before?.id ?? 0)))
    return others.length > 0
  }
  const [staffNo, phone] = (['staffNo', 'phone'] as const).map(name =>
    given[name] === before?.[name] ? null : given[name],
  ) as [string | null, string | null]
  if (await isOthers(person.staffNo, staffNo))
    return { ok: false, reason: 'staffNoTaken', field: 'staffNo' } as const
  if (await isOthers(person.phone, staffNo))
    return { ok: false, reason: 'staffNoIsPhone', field: 'staffNo' } as const
  if (await isOthers(person.phone, phone)) return { ok: false, reason: 'phoneTaken', field: 'phone' } as const
  if (await isOthers(person.staffNo, phone))
    return { ok: false, reason: 'phoneIsStaffNo', field: 'phone' } as const
  return null
}

export async function nextStaffNo(tx: Tx): Promise<string> {
  const taken = await tx
    .select({ staffNo: person.staffNo })
    .from(person)
    .where(sql`${person.staffNo} like 'X%'`)
  return staffNosAfter(
    taken.map(each => each.staffNo),
    1,
  )[0] as string
}

export async function lastPosition(tx: Tx): Promise<number> {
  const [last] = await tx.select({ position: sql<number>`coalesce(max(${person.position}), 0)` }).from(person)
  return last?.position ?? 0
}
