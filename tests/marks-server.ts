// Started by tests/db/attendance/never-lost.test.ts to be killed: handles marks as `/api/marks` does, without
// Next, in a process that owns the database as the product's does. It loads first, opens a file on a message
// with its path, and closes it on a message null.
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { takeMarks } from '@/app/api/marks/handler'
import { closeDatabase, openDatabase } from '@/db/client'
import { viewerOf } from '@/lib/access/access.queries'

export type Order = { url: string; port: number; accountId: number } | null

let server: Server | undefined

// As server/start.ts does.
process.on('SIGXFSZ', () => {})
process.on('message', async (order: Order) => {
  server?.close()
  await closeDatabase()
  if (order) await serve(order)
  process.send?.('done')
})
process.once('disconnect', () => process.exit())
process.send?.('loaded')

async function serve({ url, port, accountId }: NonNullable<Order>): Promise<void> {
  await openDatabase(url, { what: 'test' })
  const viewer = await viewerOf(accountId)
  server = createServer(async (request, response) => {
    const answer = await takeMarks(viewer, JSON.parse(await text(request)))
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>(resume => server?.listen(port, '127.0.0.1', resume))
}
