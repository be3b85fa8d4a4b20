import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'

/** The name of the account's person; '' without an account. */
export async function nameOf(on: On, accountId: number | null): Promise<string> {
  const [found] = await on.all<{ name: string }>(
    sql`select p.name from account c join person p on p.id = c.person_id where c.id = ${accountId}`,
  )
  return found?.name ?? ''
}
