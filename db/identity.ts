import type { Client } from '@libsql/client'
import { DatabaseRefused } from './refused'

/** `PRAGMA application_id`: "Xufa" in ASCII, so that the file is known as ours (SQLite, fileformat2, 1.3). */
const APPLICATION_ID = 0x58756661

/**
 * Refuses a file that is no database of ours, before anything is written to it. A file of an earlier release is known
 * by its table of migrations, and gets the id; so does an empty one, unless `onEmpty` throws.
 */
export async function claimDatabase(client: Client, file: string, onEmpty: () => void): Promise<void> {
  const [id, names] = await readIdentity(client, file)
  if (names.length === 0) onEmpty()
  if (id === APPLICATION_ID) return
  if (!isOurs(id, names) && !(id === 0 && names.length === 0)) throw foreign(file)
  await client.execute(`PRAGMA application_id = ${APPLICATION_ID}`)
}

/** Whether the file is a database of this product with something in it. Writes nothing; throws where it is no database. */
export async function isDatabaseOfOurs(client: Client, file: string): Promise<boolean> {
  const [id, names] = await readIdentity(client, file)
  return isOurs(id, names)
}

function isOurs(id: number, names: string[]): boolean {
  return [0, APPLICATION_ID].includes(id) && names.includes('__drizzle_migrations')
}

async function readIdentity(client: Client, file: string): Promise<[id: number, tables: string[]]> {
  try {
    const id = await client.execute('PRAGMA application_id')
    // As bytes: the driver ends the process at a text that is no UTF-8.
    const tables = await client.execute("select cast(name as blob) from sqlite_schema where type = 'table'")
    return [Number(id.rows[0]?.[0]), tables.rows.map(row => Buffer.from(row[0] as ArrayBuffer).toString())]
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_NOTADB') throw error
    throw foreign(file)
  }
}

function foreign(file: string): DatabaseRefused {
  return new DatabaseRefused(
    `${file} 不是学法日历的数据库，没有改动。请把 DATABASE_URL 改成正确的文件；若是要新建，请换一个不存在的文件名。`,
    `${file} is no database of Xuefa and was left as it is. Set DATABASE_URL to the right file, or to a new name to begin.`,
  )
}
