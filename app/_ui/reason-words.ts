import type { Say } from '@/app/_i18n/messages'
import type { AuditRow } from '@/lib/access/audit.sql'

/** The reason at the end of a line of history; 已清除 where it was cleared. */
export function reasonWords({ t }: Say, { reason, cleared }: Pick<AuditRow, 'reason' | 'cleared'>): string {
  const words = cleared.includes('reason') ? t('audit.log.cleared') : reason
  return words ? ` · ${words}` : ''
}
