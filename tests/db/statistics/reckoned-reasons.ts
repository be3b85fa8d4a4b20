import type { RandomWorld } from './rate-world'
import { isOnline, type Question, rowsOf } from './reckoning'

/** Of the study rows, why people did not come, and how many stand on the lists beside those who are required. */
export function reasonsIn(world: RandomWorld, question: Question) {
  const study = (standing?: string) =>
    rowsOf(world, question, standing).filter(
      row => row.activity.status === 'closed' && !isOnline(row.activity.form),
    )
  const missed = study().filter(row => !row.came)
  const leaves = missed.filter(row => row.mark === 'leave')
  return {
    leaves: leaves.length,
    absences: missed.filter(row => row.mark === 'absent').length,
    unmarked: missed.filter(row => row.mark === null).length,
    exempted: study('exempt').length,
    invited: study('invited').length,
    walkIns: study('walkIn').length,
    kinds: Object.fromEntries(
      leaves.map(({ leaveKind }) => [
        leaveKind ?? 'none',
        leaves.filter(row => row.leaveKind === leaveKind).length,
      ]),
    ),
  }
}
