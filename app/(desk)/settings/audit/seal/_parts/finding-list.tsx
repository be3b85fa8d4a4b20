import type { Say } from '@/app/_i18n/messages'
import type { LogFinding } from '@/lib/access/seal.crypto'
import { findingWords } from '../../_parts/finding-words'

const SHOWN = 100

export function FindingList({ say, findings }: { say: Say; findings: LogFinding[] }) {
  return (
    <>
      <p>{say.t('audit.seal.found', { count: findings.length })}</p>
      <ul className="list-disc pl-5">
        {findings.slice(0, SHOWN).map(finding => (
          <li key={JSON.stringify(finding)}>{findingWords(say, finding)}</li>
        ))}
      </ul>
      {findings.length > SHOWN && <p>{say.t('audit.seal.more', { count: findings.length - SHOWN })}</p>}
    </>
  )
}
