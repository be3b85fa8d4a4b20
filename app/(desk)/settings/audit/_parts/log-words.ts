import type { Say } from '@/app/_i18n/messages'
import type { LogRow } from '@/lib/access/audit.queries'

/** Who acted: nobody where none was signed in, 已清除 where the name was cleared and the account has none. */
export function actorWords({ t }: Say, { actor }: LogRow): string {
  return actor === null ? t('audit.log.cleared') : actor || t('audit.log.nobody')
}

/** The values before or after; of a cleared entry what is no text, marked as such. */
export function valueWords({ t }: Say, row: LogRow, field: 'before' | 'after'): string | null {
  const value = row[field]
  if (!row.cleared.includes(field)) return value
  return [value, t('audit.log.cleared')].filter(Boolean).join(' ')
}
