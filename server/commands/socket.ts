import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { relative, resolve } from 'node:path'
import { failureOf } from '@/server/failure'

export type Handlers = Record<string, (request: Request) => Promise<Answer>>

/** The socket on which the server of a database listens for commands: beside the database file. */
export function socketPath(databaseFile: string): string {
  const path = `${databaseFile}.sock`
  const fromHere = relative(process.cwd(), path)
  // The system allows about a hundred bytes for the path of a socket, so the shorter of the absolute and the
  // relative path is used.
  return fromHere.length < path.length ? fromHere : path
}

/**
 * Answers commands of the same user account on this machine, one JSON request per line, until `close`. The
 * caller holds the lock on the database, so an existing socket file is a leftover of a dead process.
 */
export async function listenForCommands(databaseFile: string, handlers: Handlers): Promise<Server> {
  const path = socketPath(databaseFile)
  rmSync(path, { force: true })
  const server = createServer(socket => converse(socket, handlers))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  chmodSync(/* turbopackIgnore: true */ path, 0o600)
  // Listening for commands alone does not keep the process running.
  server.unref()
  return server
}

function converse(socket: Socket, handlers: Handlers): void {
  let text = ''
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', chunk => {
    text += chunk
    const end = text.indexOf('\n')
    if (end < 0) return
    const line = text.slice(0, end)
    text = text.slice(end + 1)
    answerTo(line, handlers).then(answer => socket.write(`${JSON.stringify(answer)}\n`))
  })
}

async function answerTo(line: string, handlers: Handlers): Promise<Answer> {
  try {
    const request = JSON.parse(line) as Request
    const handler = handlers[request.command]
    return handler ? await handler(request) : { exit: 2, say: `The server knows no ${request.command}.` }
  } catch (error) {
    // Only here: who asks a server does not wait until the product is loaded.
    const { sentenceOf } = await import('./sentence')
    return { exit: 3, say: (await sentenceOf(error)) ?? failureOf(error).lines.join('\n') }
  }
}

/** Asks the server that holds this database; null where none listens. */
export async function askServer(databaseUrl: string, request: Request): Promise<Answer | null> {
  if (!databaseUrl.startsWith('file:')) return null
  const path = socketPath(resolve(databaseUrl.slice('file:'.length)))
  return new Promise((resolve, reject) => {
    const socket = createConnection(path)
    let text = ''
    let isThere = false
    socket.setEncoding('utf8')
    socket.once('connect', () => {
      isThere = true
      socket.write(`${JSON.stringify(request)}\n`)
    })
    socket.on('data', chunk => {
      text += chunk
      if (!text.includes('\n')) return
      socket.end()
      resolve(JSON.parse(text.slice(0, text.indexOf('\n'))) as Answer)
    })
    // No socket file, or a stale one.
    socket.once('error', error => (isThere ? reject(error) : resolve(null)))
    socket.once('close', () =>
      isThere ? reject(new Error('The server went away before it answered.')) : undefined,
    )
  })
}

/** One line of JSON. `command` says which handler answers. */
export type Request = { command: string } & Record<string, unknown>

/** What a command prints and its exit code: `out` goes to stdout as JSON, `say` to stderr. */
export type Answer = { exit: 0 | 1 | 2 | 3; out?: unknown; say?: string }
