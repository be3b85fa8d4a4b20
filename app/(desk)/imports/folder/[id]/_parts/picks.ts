import type { Say } from '@/app/_i18n/messages'
import type { FolderItem } from '@/lib/import/folder/folder-items.rules'
import { textOfChoice, textOfFault } from '@/lib/spreadsheet/preview.rules'

/** What is asked, in words. */
export function textOfItem(say: Say, { first }: FolderItem): string {
  return say.said(`importFolder.question.${first.reason}`, first.places) ?? textOfFault(say, first)
}

/** The answers to choose, the one that was given among them. */
export function picksOf(say: Say, { first, said }: FolderItem): { value: string; label: string }[] {
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
