import { parseArgs } from 'node:util'
import { type Say, sayIn } from '@/app/_i18n/messages'
import { countsWords } from '@/app/(desk)/settings/retention/_parts/counts-words'
import { systemViewer } from '@/lib/access/access.queries'
import { purge } from '@/lib/activity/retention/purge.commands'
import { type Due, retentionOf } from '@/lib/activity/retention/retention.queries'
import { runCommand } from './run'
import type { Answer, Request } from './socket'

const USAGE = '用法：npm run -s purge [-- --dry-run]'

/** What the night does, now; with `dryRun` what it would do, and nothing is removed. */
export async function answerPurge({ dryRun }: Request): Promise<Answer> {
  const viewer = await systemViewer('命令行')
  const say = sayIn('zh')
  const { due, hold, firstOn } = await retentionOf(viewer)
  const why = hold && say.t(`retention.next.${hold}`, { day: firstOn })
  if (dryRun === true) {
    const lines = due.length === 0 ? [say.t('retention.next.none')] : due.map(each => dueLine(say, each))
    return { exit: 0, out: { hold, due }, say: [...lines, why].filter(Boolean).join('\n') }
  }
  const purged = await purge(viewer)
  if (!purged.ok) return { exit: 1, out: { hold: purged.reason }, say: why ?? purged.reason }
  const { counts } = purged
  return { exit: 0, out: { counts }, say: countsWords(say, counts) || say.t('retention.next.none') }
}

function dueLine({ t }: Say, { kind, year, due, stays }: Due): string {
  const of = [t(`retention.kind.${kind}`), year].filter(each => each !== null).join(' ')
  const goes = `${t('retention.next.goes')} ${t('retention.next.total', { count: due })}`
  const left =
    stays && `${t('retention.next.stays')} ${t(`retention.next.${stays.reason}`, { count: stays.count })}`
  return `${of}：${[goes, left].filter(Boolean).join('，')}`
}

async function main() {
  let dryRun: boolean
  try {
    dryRun = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } }).values['dry-run']
  } catch {
    console.error(USAGE)
    process.exitCode = 2
    return
  }
  await runCommand({ command: 'purge', dryRun }, async () => answerPurge)
}

// Started as `npm run purge`; the server imports only the answer.
if (process.argv[1]?.endsWith('server/commands/purge.ts')) await main()
