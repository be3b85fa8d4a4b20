import type { Say } from '@/app/_i18n/messages'
import type { comparedWith } from '@/lib/access/seal.queries'

/** The answer to a kept seal in a sentence. */
export function comparedWords({ t }: Say, compared: Awaited<ReturnType<typeof comparedWith>>): string {
  if (compared.state === 'unreadable') return t('audit.seal.unreadable')
  const { sealId, lastAuditId, stamp } = compared
  return compared.state === 'gone'
    ? t('audit.seal.gone', { id: sealId })
    : t(`audit.seal.${compared.state}`, { entry: lastAuditId, stamp })
}
