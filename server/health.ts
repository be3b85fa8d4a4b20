import { securityHeaders } from '@/app/_http/security-headers'
import { addressOf, isLoopbackAddress } from '@/lib/access/source'
import { healthOf } from '@/lib/organisation/operations/health.commands'

/** `/api/health`: 200 with version and schema, 503 where the database could not be written; it is only asked (405). */
export async function healthAtFront({ method, headers }: Request): Promise<Response> {
  const answer =
    method === 'POST'
      ? new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
      : await found(headers)
  for (const [name, value] of securityHeaders('', false)) answer.headers.set(name, value)
  return answer
}

async function found(headers: Headers): Promise<Response> {
  const health = await healthOf(isLoopbackAddress(addressOf(headers)))
  return Response.json(health, { status: health.ok ? 200 : 503 })
}
