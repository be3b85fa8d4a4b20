import { sayIn } from '@/app/_i18n/messages'
import { systemViewer } from '@/lib/access/access.queries'
import { correcting, isLockedYear } from '@/lib/core/correction'
import { moveLines } from '@/lib/statistics/lock/correction.rules'
import { seenNames } from '@/lib/statistics/lock/lock.queries'
import type { Answer } from './socket'

/**
 * The answer to a command that writes, under the reason that was given for correcting figures of a locked year. Where one
 * would move and none was given it ends with 1, and says which.
 */
export async function correctedAnswer(reason: unknown, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await correcting(typeof reason === 'string' ? reason : undefined, work)
  } catch (error) {
    if (!isLockedYear(error)) throw error
    const say = sayIn('zh')
    const viewer = await systemViewer('命令行')
    const lines = moveLines(say, error.moves, await seenNames(viewer))
    const text = say.t('lock.command', { year: error.lock.year })
    return {
      exit: 1,
      out: {
        faulty: [{ row: null, field: null, reason: 'lockedYear', text, moves: lines }],
        written: false,
      },
      say: [text, ...lines].join('\n'),
    }
  }
}
