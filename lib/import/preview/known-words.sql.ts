import { inArray } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Pause } from '@/db/pause'
import { termAlias } from '@/db/schema/setting'
import { readState } from '@/lib/attendance/state-words.rules'
import { rememberedKind } from '@/lib/spreadsheet/meaning.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { Preview } from './preview.sql'

/** The wordings of one state in a sheet of marks, the most frequent first; the state is null where nothing is written. */
export type KnownWord = {
  state: string | null
  /** The word that is kept as the reason: 公假. */
  reason: string | null
  texts: { text: string; count: number }[]
  count: number
  isRemembered: boolean
}

// Of a word that stands under both, the meaning for sheets of marks counts: the later one.
const stateKinds = [rememberedKind('state'), rememberedKind('state', { sheet: 'attendance', field: 'state' })]

/** How the marks of a sheet are understood, so that a wrong √ is seen before it is written; none for other kinds. */
export async function knownWordsOf({ draft, judgement }: Preview, pause: Pause): Promise<KnownWord[]> {
  if (draft.kind !== 'attendance' || !judgement.ok) return []
  const counts = new Map<string, number>()
  for (const { cells } of judgement.reading.rows) {
    await pause()
    if (cells.state !== undefined) counts.set(cells.state, (counts.get(cells.state) ?? 0) + 1)
  }
  const remembered = new Map(
    (
      await db.select().from(termAlias).where(inArray(termAlias.kind, stateKinds)).orderBy(termAlias.kind)
    ).map(each => [matchKey(each.word), each.meaning]),
  )
  const byState = new Map<string, KnownWord>()
  for (const [text, count] of counts) {
    const meaning = remembered.get(matchKey(text))
    const read = readState(meaning ?? text)
    if (!read) continue
    const key = `${read.state} ${read.reason ?? ''}`
    const known = byState.get(key) ?? { ...read, texts: [], count: 0, isRemembered: false }
    known.texts.push({ text, count })
    known.count += count
    known.isRemembered ||= meaning !== undefined
    byState.set(key, known)
  }
  for (const each of byState.values()) each.texts.sort((a, b) => b.count - a.count)
  return [...byState.values()].sort((a, b) => b.count - a.count)
}
