import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'

/**
 * Before items of a plan are deleted: attachments removed earlier must no longer refer to them. `ids`: a JSON
 * list.
 */
export async function letGoOfItems(tx: Tx, ids: string): Promise<void> {
  await tx.run(sql`
    update evidence set plan_item_id = null
    where plan_item_id in (select value from json_each(${ids})) and removed_at is not null`)
}
