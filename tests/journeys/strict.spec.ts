import { get } from 'node:http'
import { expect, test } from '@playwright/test'
import { nonceIn, policyWith } from '@/app/_http/security-headers'
import { DEMO, startServer } from './server'

// A machine on which somebody develops has NODE_ENV=development in its environment. Only `npm run dev` may be loose.

for (const [name, entry] of [
  ['npm start', undefined],
  ['npm run demo', DEMO],
] as const)
  test(`${name} stays strict where the environment says development`, async () => {
    const server = await startServer({ demo: true, env: { NODE_ENV: 'development' }, entry })

    try {
      // The first page is answered by Next, the second at the door.
      for (const path of ['/sign-in', '/s']) {
        const answer = await fetch(`${server.url}${path}`)
        const policy = answer.headers.get('content-security-policy')
        expect(answer.status, path).toBe(200)
        expect(policy, path).toBe(policyWith(nonceIn(policy), false))
        expect(await answer.text(), path).not.toMatch(/hmr|turbopack-dev|next-devtools|react-refresh/i)
      }
      expect(await upgraded(`${server.url}/_next/hmr`), 'the socket of hot reload').toBe(false)
    } finally {
      await server.stop()
    }
  })

/** Whether the server opens a web socket there. */
function upgraded(url: string): Promise<boolean> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
  }
  return new Promise((resolve, reject) => {
    get(url, { headers })
      .once('upgrade', (_, socket) => {
        socket.destroy()
        resolve(true)
      })
      .once('response', answer => {
        answer.resume()
        resolve(false)
      })
      .once('error', reject)
  })
}
