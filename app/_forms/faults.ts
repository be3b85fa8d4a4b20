import type { z } from 'zod'
import type { Say } from '@/app/_i18n/messages'

// Zod's default messages are English: replaces those for which the schema has no message key.
const isMessageKey = /^[a-z]\w*(\.\w+)+$/i

/** The first error of each field, by field name, in the reader's language. */
export function faultsOf(say: Say, issues: z.core.$ZodIssue[]): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const issue of issues) {
    const key = isMessageKey.test(issue.message) ? issue.message : 'common.form.notReadable'
    const places = issue.code === 'too_big' ? { max: Number(issue.maximum) } : undefined
    faults[issue.path.join('.')] ??= say.said(key, places)
  }
  return faults
}
