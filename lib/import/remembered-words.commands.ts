import { eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { channel } from '@/db/schema/output'
import { topic } from '@/db/schema/plan'
import { person, tag, unitAlias } from '@/db/schema/roster'
import { termAlias } from '@/db/schema/setting'
import { stateWords } from '@/lib/attendance/state-words.rules'
import { understandAudience } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { type Known, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { raiseUnits } from '@/lib/organisation/settings/setting.commands'
import { campaignsOf, formsOf, targetsOf } from '@/lib/organisation/settings/setting.queries'
import {
  type ImportKind,
  type ImportOptions,
  type WordKind,
  wordKinds,
} from '@/lib/spreadsheet/importer.rules'
import { mayBeRemembered, rememberedKind } from '@/lib/spreadsheet/meaning.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { wordsToRemember } from './asked.rules'

type Resolves = (meaning: string) => boolean

/** Which meanings there are, by what a word stands for. */
async function meaningsThere(tx: Tx): Promise<{ known: Known; isThere: Record<WordKind, Resolves> }> {
  const [known, words, forms, targets, campaigns, channels, tags, topics, titles, people] = await Promise.all(
    [
      loadKnown(tx, { aliases: {} }),
      knownWords(tx),
      formsOf(tx),
      targetsOf(tx),
      campaignsOf(tx),
      tx.select({ name: channel.name }).from(channel),
      tx.select({ name: tag.name }).from(tag),
      tx.select({ name: topic.name }).from(topic),
      tx.all<{ kind: string; name: string }>(sql`
      select 'activity' as kind, title as name from activity union select 'exam', title from exam
      union select 'item', content from plan_item`),
      tx.select({ staffNo: person.staffNo, name: person.name }).from(person),
    ],
  )
  const oneOf = (names: readonly string[]): Resolves => {
    const keys = new Set(names.map(matchKey))
    return meaning => keys.has(matchKey(meaning))
  }
  const named = (rows: { name: string }[]) => oneOf(rows.map(each => each.name))
  const titled = (kind: string) => named(titles.filter(each => each.kind === kind))
  const called = named(people)
  const isThere: Record<WordKind, Resolves> = {
    unit: meaning => known.unitNamed(meaning, '').ok,
    person: meaning => people.some(each => each.staffNo === meaning) || called(meaning),
    audience: meaning => understandAudience(meaning, words.words).unknown.length === 0,
    form: oneOf(forms),
    state: meaning => stateWords.includes(meaning),
    target: oneOf(targets),
    campaign: oneOf(campaigns),
    channel: named(channels),
    tag: named(tags),
    topic: named(topics),
    activity: titled('activity'),
    exam: titled('exam'),
    item: titled('item'),
  }
  return { known, isThere }
}

/**
 * Remembers meanings of words: those ticked in the preview, of units, people, forms, channels and tags for all sheets, of
 * others for their field in this kind of sheet; those of the command line for every field that they fit, and for units as names of theirs.
 */
export async function rememberWords(tx: Tx, kind: ImportKind, options: ImportOptions) {
  const chosen = wordsToRemember(options)
  const given = Object.entries(options.aliases)
  if (chosen.length + given.length === 0) return
  const { known, isThere } = await meaningsThere(tx)
  for (const { means, field, word, meaning } of chosen)
    if (isThere[means](meaning))
      await put(
        tx,
        isForAll(means, kind) ? rememberedKind(means) : rememberedKind(means, { sheet: kind, field }),
        word,
        meaning,
      )
  for (const [word, meaning] of given) {
    const isPerson = word.includes('@')
    if (!isPerson && isThere.unit(meaning)) await nameUnit(tx, known, word, meaning)
    else
      for (const means of wordKinds)
        if (means !== 'unit' && (means !== 'person' || isPerson) && isThere[means](meaning))
          await put(tx, rememberedKind(means), word, meaning)
  }
}

const meantEverywhere: readonly WordKind[] = ['unit', 'person', 'form', 'channel', 'tag']

/** What names the same thing in every sheet; in the table of units itself a name is one's own or that of the unit above. */
const isForAll = (means: WordKind, kind: ImportKind) => meantEverywhere.includes(means) && kind !== 'units'

/** A further name of a unit; words for several units are none. */
async function nameUnit(tx: Tx, known: Known, word: string, meaning: string): Promise<void> {
  const named = known.unitNamed(meaning, '')
  if (!named.ok || !mayBeRemembered({ means: 'unit', word })) return
  const { id: unitId } = named.value
  const before = await tx.select().from(unitAlias).where(eq(unitAlias.word, word))
  if (before.some(each => each.unitId === unitId)) return
  await tx
    .insert(unitAlias)
    .values({ word, unitId })
    .onConflictDoUpdate({ target: unitAlias.word, set: { unitId } })
  await raiseUnits(tx, [unitId, ...before.map(each => each.unitId)])
}

async function put(tx: Tx, kind: string, word: string, meaning: string): Promise<void> {
  await tx
    .insert(termAlias)
    .values({ kind, word, meaning })
    .onConflictDoUpdate({
      target: [termAlias.kind, termAlias.word],
      set: { meaning, version: sql`${termAlias.version} + 1` },
      setWhere: ne(termAlias.meaning, meaning),
    })
}
