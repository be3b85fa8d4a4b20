import { sayIn } from '@/app/_i18n/messages'
import { comparedWords } from '@/app/(desk)/settings/audit/_parts/compared-words'
import { findingWords } from '@/app/(desk)/settings/audit/_parts/finding-words'
import { systemViewer } from '@/lib/access/access.queries'
import { checkAndKeep } from '@/lib/access/log-check'
import type { LogFinding } from '@/lib/access/seal.crypto'
import { comparedWith } from '@/lib/access/seal.queries'
import type { Answer, Request } from './socket'

/** Checks the whole log, or compares it with a seal that was kept; what was found is named by row. */
export async function answerVerify({ kept }: Request): Promise<Answer> {
  if (typeof kept === 'string') return answerKept(kept)
  const findings = await checkAndKeep('whole')
  return told(findings, findings.length === 0, [])
}

async function answerKept(text: string): Promise<Answer> {
  const compared = await comparedWith(await systemViewer('命令行'), text)
  const said = comparedWords(sayIn('zh'), compared)
  if (compared.state === 'unreadable') return { exit: 2, say: said }
  return told(compared.findings, compared.state === 'same', [said])
}

function told(findings: LogFinding[], isClean: boolean, first: string[]): Answer {
  const say = sayIn('zh')
  const words = findings.map(finding => findingWords(say, finding))
  const summary = findings.length > 0 ? say.t('audit.seal.found', { count: findings.length }) : ''
  return {
    exit: isClean ? 0 : 1,
    out: { ok: isClean, log: findings.map((finding, at) => ({ ...finding, say: words[at] })) },
    say: [...first, ...(isClean && first.length === 0 ? [say.t('audit.seal.clean')] : []), summary, ...words]
      .filter(Boolean)
      .join('\n'),
  }
}
