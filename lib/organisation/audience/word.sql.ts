import { gt, inArray } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { type Pause, paged, slices } from '@/db/pause'
import { person, tag, unit, unitAlias } from '@/db/schema/roster'
import { termAlias } from '@/db/schema/setting'
import { isWithin as isBelow } from '@/lib/access/unit-path.rules'
import { mayBeRemembered, rememberedKind, type WordsSaid, wordOfKey } from '@/lib/spreadsheet/meaning.rules'
import { bodyNames } from '@/lib/spreadsheet/unit-name.rules'
import {
  fillerWords,
  type KnownWord,
  outsiderWords,
  type Part,
  understandAudience,
  type WordBook,
} from './audience.rules'
import { kindWords, officeWords } from './audience-words.rules'
import { unitsBeyond } from './beyond-office.rules'

/** The column of 学习对象 in every kind of sheet. */
const AUDIENCE = 'audience'

/**
 * Every word that stands for units, tags or people, with aliases given beside the sheet; read once per sheet. Where
 * several streets share the database, 机关, 各社区, 全街道 and a tag mean those of the host's own street.
 */
export async function knownWords(
  on: On = db,
  said: WordsSaid = { aliases: {} },
  pause: Pause = slices(),
): Promise<WordBook> {
  const of = said.kind && { sheet: said.kind, field: AUDIENCE }
  const kinds = [rememberedKind('audience'), ...(of ? [rememberedKind('audience', of)] : [])]
  const [units, aliases, tags, remembered, people] = await Promise.all([
    on.select().from(unit).orderBy(unit.path),
    on.select().from(unitAlias),
    on.select().from(tag),
    on.select().from(termAlias).where(inArray(termAlias.kind, kinds)),
    paged<{ id: number; name: string }>(pause, (last, limit) =>
      on
        .select({ id: person.id, name: person.name })
        .from(person)
        .where(gt(person.id, last?.id ?? 0))
        .orderBy(person.id)
        .limit(limit),
    ),
  ])
  const chosen = Object.entries(said.meanings ?? {}).flatMap(([key, meaning]) => {
    const asked = wordOfKey(key)
    return asked?.means === 'audience' ? [{ word: asked.word, meaning }] : []
  })
  const meanings = [
    ...remembered.sort((a, b) => b.kind.length - a.kind.length),
    ...Object.entries(said.aliases).map(([word, meaning]) => ({ word, meaning })),
    ...chosen,
  ]
  const named = wordsOfNames(people)
  const beyond = unitsBeyond(said.answers)
  const listed = async (home: Home | null) => {
    const words = [...wordsOfHome(home, { units, aliases, tags, beyond }), ...named]
    for (const { word, meaning } of meanings) {
      await pause()
      const same = words.find(each => each.word === meaning)
      if (same) words.push({ ...same, word })
      else {
        const { parts, unknown } = understandAudience(meaning, words)
        if (unknown.length === 0) words.push({ means: 'units', word, parts })
      }
    }
    return words
  }
  const roots = units.filter(each => each.parentId === null)
  const everywhere = await listed(roots[0] ? { ...roots[0], isAlone: true } : null)
  const lists = new Map<number, KnownWord[]>()
  const homes = units.filter(each => each.kind === 'street' || each.parentId === null)
  for (const home of homes)
    lists.set(
      home.id,
      home === roots[0] && roots.length === 1 ? everywhere : await listed({ ...home, isAlone: false }),
    )
  const homeOf = new Map(
    units.map(({ id, path }) => {
      const above = homes.filter(each => isBelow(path, each.path))
      const nearest = above.sort((a, b) => b.path.length - a.path.length)
      return [id, nearest.find(each => each.kind === 'street') ?? nearest.at(-1)]
    }),
  )
  return {
    words: everywhere,
    of: unitId => lists.get(homeOf.get(unitId)?.id ?? 0) ?? everywhere,
  }
}

/** The street of a host; `isAlone` where no other shares the database, so that a tag needs no unit. */
type Home = { id: number; path: string; isAlone: boolean }
type Rows = {
  units: (typeof unit.$inferSelect)[]
  aliases: (typeof unitAlias.$inferSelect)[]
  tags: (typeof tag.$inferSelect)[]
  /** Units beside the departments that 机关 takes in as well. */
  beyond: number[]
}

function wordsOfHome(home: Home | null, { units, aliases, tags, beyond }: Rows): KnownWord[] {
  const whole = (unitId: number): Part[] => [{ unitId, below: true, unitKind: null, tagId: null }]
  const words: KnownWord[] = []
  // Two streets have a 党政办公室 each: of units of one name that of the host's own street comes first.
  const isOwn = ({ path }: { path: string }) => home !== null && isBelow(path, home.path)
  for (const each of [...units.filter(isOwn), ...units.filter(one => !isOwn(one))]) {
    words.push({ means: 'units', word: each.name, parts: whole(each.id) })
    if (each.shortName) words.push({ means: 'units', word: each.shortName, parts: whole(each.id) })
    // 本级 means the people of the unit itself, without its subtree.
    if (units.some(below => below.parentId === each.id))
      words.push({
        means: 'units',
        word: `${each.name}本级`,
        parts: [{ unitId: each.id, below: false, unitKind: null, tagId: null }],
      })
  }
  // Behind the names of other units: 柳湾社区 of 柳湾社区居民委员会.
  for (const each of [...units.filter(isOwn), ...units.filter(one => !isOwn(one))])
    for (const name of bodyNames(each.name))
      if (!units.some(one => one.name === name || one.shortName === name))
        words.push({ means: 'units', word: name, parts: whole(each.id) })
  for (const { word, unitId } of aliases)
    if (mayBeRemembered({ means: 'unit', word })) words.push({ means: 'units', word, parts: whole(unitId) })
  if (home) {
    const more = units.filter(each => beyond.includes(each.id) && isOwn(each)).flatMap(each => whole(each.id))
    for (const [word, kinds] of Object.entries(kindWords)) {
      words.push({
        means: 'units',
        word,
        parts: [
          ...kinds.map(unitKind => ({ unitId: home.id, below: true, unitKind, tagId: null })),
          ...(kinds.includes('department') ? more : []),
        ],
      })
    }
    const office: Part[] = [
      { unitId: home.id, below: false, unitKind: null, tagId: null },
      { unitId: home.id, below: true, unitKind: 'department', tagId: null },
      ...more,
    ]
    for (const word of officeWords) words.push({ means: 'units', word, parts: office })
    for (const word of ['全街道', '街道全体人员']) words.push({ means: 'units', word, parts: whole(home.id) })
  }
  const within = home === null || home.isAlone ? {} : { unitId: home.id }
  for (const { id, name } of tags) {
    words.push({ means: 'tag', word: name, tagId: id, ...within })
    // 中心组 means 中心组成员: offices shorten it.
    if (name.endsWith('成员')) words.push({ means: 'tag', word: name.slice(0, -2), tagId: id, ...within })
  }
  const members = tags.find(each => each.name === '党员')
  if (members && !tags.some(each => each.name === '党员干部'))
    words.push({ means: 'tag', word: '党员干部', tagId: members.id, ...within })
  for (const word of outsiderWords) words.push({ means: 'outsiders', word })
  for (const word of fillerWords) words.push({ means: 'filler', word })
  return words
}

function wordsOfNames(people: { id: number; name: string }[]): KnownWord[] {
  const named = new Map<string, number>()
  for (const { name } of people) named.set(name, (named.get(name) ?? 0) + 1)
  return people
    .filter(({ name }) => named.get(name) === 1 && [...name].length > 1)
    .map(({ id, name }) => ({ means: 'person', word: name, personId: id }))
}
