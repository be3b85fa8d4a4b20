import type { Say } from '@/app/_i18n/messages'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import type { Item } from '@/lib/import/preview/preview-lines.rules'
import { textOfChoice } from '@/lib/spreadsheet/preview.rules'

/** `isOther` is one of many names that are there, less likely than those before. */
export type Choosable = { value: string; label: string; isOther?: true }

type Asked = Pick<Item, 'key' | 'first' | 'said'>
const nothingThere: ToChoose = new Map()

/**
 * The answers to choose for a question: its own, the likely name, the candidates, then other names that are there.
 * Mending and setting aside come beside.
 */
export function picksOf(say: Say, { key, first, said }: Asked, there: ToChoose = nothingThere): Choosable[] {
  const { choices = [], likely, candidates = [] } = first
  const own = choices.map(each => ({ value: `answer:${each.value}`, label: textOfChoice(say, each) }))
  const named =
    choices.length > 0 || !likely ? [] : [{ value: `as:${likely.meaning}`, label: likely.meaning }]
  const others = candidates
    .filter(each => each.value !== likely?.meaning)
    .map(each => ({ value: `as:${each.value}`, label: each.label }))
  const told = new Set([...named, ...others].map(each => each.value))
  const names = (there.get(key) ?? [])
    .map(name => ({ value: `as:${name}`, label: name, isOther: true as const }))
    .filter(each => !told.has(each.value))
  const picks = [...own, ...named, ...others, ...names]
  const isThere = !said || /^(?:mend|aside)$/.test(said.pick) || picks.some(each => each.value === said.pick)
  return isThere ? picks : [...picks, { value: said.pick, label: said.pick.replace(/^\w+:/, '') }]
}

/** Whether a cell may be typed anew: the row as a whole has none. */
export const isMendable = ({ first }: Asked) => first.field !== null && !first.isOfColumn

/** Whether its rows may be set aside beside its own answers: not where one of these leaves the row out. */
export const maySetAside = ({ first: { choices = [] } }: Asked) =>
  !choices.some(each => 'choice' in each && each.choice === 'leaveOut')
