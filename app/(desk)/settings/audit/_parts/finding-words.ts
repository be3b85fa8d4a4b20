import type { Say } from '@/app/_i18n/messages'
import type { LogFinding } from '@/lib/access/seal.crypto'

/** What a check of the log found, as a sentence that names the row. */
export function findingWords({ t }: Say, finding: LogFinding): string {
  if ('name' in finding) return t(`audit.finding.${finding.kind}`, { name: finding.name })
  if ('field' in finding)
    return t(`audit.finding.${finding.kind}`, { id: finding.id, field: t(`audit.log.${finding.field}`) })
  if (!('from' in finding)) return t(`audit.finding.${finding.kind}`, { id: finding.id })
  const { id, from, to } = finding
  if (to >= from) return t(`audit.finding.${finding.kind}`, { id, from, to })
  return t(
    finding.kind === 'sealChanged' ? 'audit.finding.emptySealChanged' : 'audit.finding.emptySealDeleted',
    { id },
  )
}
