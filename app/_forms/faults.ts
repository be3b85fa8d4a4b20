import type { z } from 'zod'
import type { Say } from '@/app/_i18n/messages'

/** The first error of each field, by field name, in the reader's language; Zod's own messages are English. */
export function faultsOf(say: Say, issues: z.core.$ZodIssue[]): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const issue of issues) {
    const places = issue.code === 'too_big' ? { max: Number(issue.maximum) } : undefined
    faults[issue.path.join('.')] ??= say.said(issue.message, places) ?? say.t('common.form.notReadable')
  }
  return faults
}
