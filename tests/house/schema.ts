import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { files } from './source'

/** Every table of db/schema with its columns and foreign keys. */
export const tables = (
  await Promise.all(
    files(/^db\/schema\//).map(file => import(`../../db/schema/${file.slice('db/schema/'.length, -3)}.ts`)),
  )
)
  .flatMap(schema => Object.values(schema))
  .filter(each => each instanceof SQLiteTable)
  .map(table => getTableConfig(table))
