import { healthOf } from '@/server/health'

export async function GET() {
  const health = await healthOf()
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
