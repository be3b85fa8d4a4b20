import { sayIn } from '@/app/_i18n/messages'
import { findingWords } from '@/app/(desk)/settings/audit/_parts/finding-words'
import { whenWritable } from '@/db/read-only'
import { checkAndKeep } from '@/lib/access/log-check'
import { beginRun, startSealing } from '@/lib/access/seal.commands'
import type { LogFinding } from '@/lib/access/seal.crypto'
import { addDays, dayOf, type Instant, instantOf } from '@/lib/core/time'

/** 03:30 in China: after the rolls of the day have closed, before anybody works. */
const AT_NIGHT = '03:30'

/** At the start, before anything is written: the log is checked, moved where it has to be, and sealed from now on. */
export async function openLog(): Promise<void> {
  tell(await checkAndKeep('atStart'))
  const failed = (error: unknown) => console.error('The log could not be sealed:', error)
  whenWritable(() => void beginRun().catch(failed))
  await beginRun()
  startSealing(failed)
  atNight(async () => tell(await checkAndKeep('whole')))
}

function tell(findings: LogFinding[]): void {
  if (findings.length === 0) return
  console.error(
    `操作日志被改动 ${findings.length} 处，见“设置－操作日志－封印”。 The log was changed in ${findings.length} places: see its page, or npm run -s verify.`,
  )
  for (const finding of findings.slice(0, 20)) console.error(`  ${findingWords(sayIn('zh'), finding)}`)
}

/** Runs the work every night; a failure is printed, and the next night comes all the same. */
function atNight(work: () => Promise<void>): void {
  setTimeout(async () => {
    await work().catch(error => console.error('The check of the log failed:', error))
    atNight(work)
  }, untilNight(Date.now())).unref()
}

/** Milliseconds until the next 03:30 in China. */
export function untilNight(now: Instant): number {
  const tonight = instantOf(dayOf(now), AT_NIGHT)
  return (tonight > now ? tonight : instantOf(addDays(dayOf(now), 1), AT_NIGHT)) - now
}
