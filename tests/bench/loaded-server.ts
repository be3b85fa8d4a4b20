import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { setPriority } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Added to the niceness of the server and of what loads its machine. */
const NICER = 5

/** CPU seconds used by a process so far; 0 where the system does not report them in this way. */
export function processorOf({ pid }: ChildProcess): number {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const [user = 0, system = 0] = rest.split(' ').slice(11, 13).map(Number)
    return (user + system) / 100
  } catch {
    return 0
  }
}

export type Question = { path: string; cookie: string; port?: number; agent?: Agent; body?: string }
export type Answer = { status: number; text: string; cookies: string }

export function ask({ path: to, cookie, port, agent, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path: to, agent, method: body ? 'POST' : 'GET' },
        headers: {
          cookie,
          ...(body
            ? {
                origin: `http://127.0.0.1:${port}`,
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': body.length,
              }
            : {}),
        },
      },
      answer => {
        const parts: Buffer[] = []
        answer.on('data', part => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            cookies: (answer.headers['set-cookie'] ?? []).map(each => each.split(';')[0]).join('; '),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

export function burn(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  if (child.pid) setPriority(child.pid, NICER)
  return child
}

export async function serve(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server/serve.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', TZ: 'America/New_York', XUEFA_TEST: '', XUEFA_NOW: '' },
      ...{ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: `file:${path.join(folder, 'xuefa.db')}` },
    },
  })
  if (child.pid) setPriority(child.pid, NICER)
  const within = Date.now() + 300_000
  while (Date.now() < within) {
    const answer = await ask({ port, path: '/api/health', cookie: '' }).catch(() => null)
    if (answer?.status === 200) return child
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error('no 200 from /api/health within 300 s')
}

export function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
