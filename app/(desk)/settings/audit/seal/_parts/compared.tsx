import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { comparedWith } from '@/lib/access/seal.queries'
import { comparedWords } from '../../_parts/compared-words'
import { FindingList } from './finding-list'

type Props = { say: Say; compared: Awaited<ReturnType<typeof comparedWith>> }

/** Whether the log is still what the kept seal says. */
export function Compared({ say, compared }: Props) {
  return (
    <Alert tone={compared.state === 'same' ? 'done' : 'error'} role="status">
      <p>{comparedWords(say, compared)}</p>
      {compared.state !== 'unreadable' && compared.findings.length > 0 && (
        <FindingList say={say} findings={compared.findings} />
      )}
    </Alert>
  )
}
