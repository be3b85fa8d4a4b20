import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sayIn } from '@/app/_i18n/messages'

/** Read once, because it changes only with a release. */
const script = readFileSync(path.join(process.cwd(), 'app/_offline/worker.js'), 'utf8')
const words = Object.fromEntries(
  (['zh', 'en'] as const).map(locale => {
    const { t } = sayIn(locale)
    return [
      locale === 'zh' ? 'zh-CN' : 'en',
      { title: t('common.offline.title'), lead: t('common.offline.lead') },
    ]
  }),
)

/** The service worker, at the root so that its scope includes every page. */
export function GET() {
  return new Response(`const words = ${JSON.stringify(words)}\n${script}`, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      // Revalidated on each request, so that a release reaches every phone at its next visit.
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; connect-src 'self'",
      'x-content-type-options': 'nosniff',
    },
  })
}
