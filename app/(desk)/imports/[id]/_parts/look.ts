import type { Look } from '@/lib/import/preview/preview.queries'

export const lists = ['changed', 'new', 'unchanged', 'leftOut', 'aside'] as const
export type List = (typeof lists)[number]
/** `isHeld`: something was chosen that the button to write did not know of; it was saved, and nothing written. */
export type Looked = Look & { list: List | null; at: number; isHeld: boolean }
export type Search = Partial<Record<'state' | 'field' | 'page' | 'words' | 'list' | 'at' | 'held', string>>

/** Which part of a long preview is shown, from the query of its address. */
export function lookOf({ state, field, page, words, list, at, held }: Search): Looked {
  return {
    state: (['faulty', 'doubtful', 'said'] as const).find(each => each === state) ?? 'all',
    field: typeof field === 'string' ? field.slice(0, 40) : '',
    page: numberOf(page),
    words: numberOf(words),
    list: lists.find(each => each === list) ?? null,
    at: numberOf(at),
    isHeld: held === '1',
  }
}

/** The query of the same preview with another part shown. */
export function queryOf(look: Looked, change: Partial<Looked> = {}): string {
  const { state, field, page, words, list, at } = { ...look, ...change }
  const query = new URLSearchParams()
  if (state !== 'all') query.set('state', state)
  if (field) query.set('field', field)
  if (page > 1) query.set('page', String(page))
  if (words > 1) query.set('words', String(words))
  if (list) query.set('list', list)
  if (at > 1) query.set('at', String(at))
  return query.toString()
}

/** The press that shows another part of the same preview, once what was chosen is saved. */
export function goTo(look: Looked, change: Partial<Looked>, anchor: 'words' | 'cells' | 'after'): string {
  return `go ${queryOf(look, change)}#${anchor}`
}

const numberOf = (text: string | undefined) => Math.max(1, Math.min(99_999, Number(text) || 1))
