import type { Say } from '@/app/_i18n/messages'
import type { Item } from '@/lib/import/preview-lines.rules'
import { textOfChoice } from '@/lib/spreadsheet/preview.rules'

export type Pick = { value: string; label: string }

/** The answers to choose for a question: its own, the likely name, the candidates. Mending and setting aside come beside. */
export function picksOf(say: Say, { first, said }: Item): Pick[] {
  const { choices = [], likely, candidates = [] } = first
  const own = choices.map(each => ({ value: `answer:${each.value}`, label: textOfChoice(say, each) }))
  const named =
    choices.length > 0 || !likely ? [] : [{ value: `as:${likely.meaning}`, label: likely.meaning }]
  const others = candidates
    .filter(each => each.value !== likely?.meaning)
    .map(each => ({ value: `as:${each.value}`, label: each.label }))
  const picks = [...own, ...named, ...others]
  const isThere = !said || /^(?:mend|aside)$/.test(said.pick) || picks.some(each => each.value === said.pick)
  return isThere ? picks : [...picks, { value: said.pick, label: said.pick.replace(/^\w+:/, '') }]
}

/** Whether a cell may be typed anew: the row as a whole has none. */
export const isMendable = ({ first }: Item) => first.field !== null
