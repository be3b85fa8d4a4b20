import type { Asked } from '@/lib/import/asked.rules'
import type { KindChoice } from '@/lib/import/kind.rules'
import { planKinds } from '@/lib/plan/plan.rules'
import { importKinds } from '@/lib/spreadsheet/importer.rules'

/** The key of the question which kind of sheet a file is. */
export const KIND = 'kind'
/** A file that is not imported. */
export const LEAVE = 'leave'

/** `plan officials`, `attendance` */
export function valueOfKind({ kind, plan }: KindChoice): string {
  return kind === 'plan' ? `plan ${plan ?? 'officials'}` : kind
}

/** What was chosen for a file; without a kind it is not imported. Null where it is no choice. */
export function kindOfValue(value: string): Partial<KindChoice> | null {
  const [first, plan] = value.split(' ')
  if (first === LEAVE) return {}
  const kind = importKinds.find(each => each === first)
  return kind ? { kind, plan: planKinds.find(each => each === plan) } : null
}

/** Which of the kinds that it looks like a file is; until that is said nothing else is asked of it. */
export function kindQuestion(kinds: readonly KindChoice[]): Asked {
  const choices = [...kinds.map(valueOfKind), LEAVE].map(value => ({ value, choice: choiceOf(value) }))
  const reason = kinds.length > 1 ? 'kindOpen' : 'kindDoubtful'
  const first = { row: 0, field: null, reason, choices }
  return { key: KIND, first, rows: [], text: '', word: null }
}

/** plan workPoints → kind.planWorkPoints, as its message is called. */
function choiceOf(value: string): string {
  return `kind.${value.replace(/ (\w)/, (_, letter: string) => letter.toUpperCase())}`
}
