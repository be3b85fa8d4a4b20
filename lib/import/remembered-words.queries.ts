import type { Viewer } from '@/lib/access/access.rules'
import { rememberedWords } from '@/lib/organisation/settings/setting.queries'
import { type ImportKind, importKinds, type WordKind } from '@/lib/spreadsheet/importer.rules'
import { readRememberedKind } from '@/lib/spreadsheet/meaning.rules'
import { nameOf } from './remembered-heads.queries'

export type RememberedTerm = {
  kind: string
  word: string
  meaning: string
  means: WordKind | null
  /** The only column in which it holds; null: in all. */
  column: { sheet: ImportKind; head: string } | null
}

/** The meanings of words in sheets, with the column in which each holds. For the administrator of the top unit. */
export async function rememberedWordsOf(viewer: Viewer) {
  const { units, terms } = await rememberedWords(viewer)
  return {
    units,
    terms: terms.map(({ kind, word, meaning }): RememberedTerm => {
      const read = readRememberedKind(kind)
      const sheet = importKinds.find(each => each === read?.sheet)
      const column = read && sheet ? { sheet, head: nameOf(sheet, read.field) } : null
      return { kind, word, meaning, means: read?.means ?? null, column }
    }),
  }
}
