import { gt } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged, slices } from '@/db/pause'
import { person, unit, unitAlias } from '@/db/schema/roster'
import { termAlias } from '@/db/schema/setting'
import { canSee, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import { gathered, gatherInto } from '@/lib/core/gathered'
import { holdsOn, holdsWithin } from '@/lib/core/interval'
import { choiceOfPerson, chosenPerson } from '@/lib/core/names'
import type { Day } from '@/lib/core/time'
import type { Fault, WordKind } from '@/lib/spreadsheet/importer.rules'
import {
  rememberedKind,
  saidOf,
  unitFields,
  unitWordsSaid,
  type WordsSaid,
} from '@/lib/spreadsheet/meaning.rules'
import { withoutRemark } from '@/lib/spreadsheet/names.rules'
import { cleanName, lettersOf, matchKey, nearest, unitsTogether } from '@/lib/spreadsheet/text.rules'
import { bodyNames } from '@/lib/spreadsheet/unit-name.rules'
import { bodiesBy, isCalledSo } from './called.rules'
import { membershipsKnown } from './membership-known.sql'
import { isPost, type NamedUnit, unitAndPost } from './unit-and-post.rules'

type Unit = typeof unit.$inferSelect
type Named = { staffNo: string; name: string; unit: string }
type Meant<T> = { ok: true; value: T } | { ok: false; fault: Omit<Fault, 'row' | 'field'> }

/** The names of units and people that a sheet may use, loaded once per sheet. */
export type Known = {
  units: Unit[]
  /** Every name by which a cell may begin with a unit: 清河街道党政办公室主任. */
  unitNames: NamedUnit<Unit>[]
  unitById(id: number): Unit | undefined
  /** `field` is the column of the sheet that the word stands in; '' elsewhere. */
  unitNamed(word: string, field: string): Meant<Unit>
  /** The units that a cell names together: 清河、永泰社区. None where it names one, or another thing. */
  unitsNamed(words: string, field: string): Unit[]
  /**
   * Finds a person by 工号, else by 姓名 within the named unit and its subtree: on the day, else at any time. Any
   * person can be matched; only people whom the viewer may see are suggested for a name not understood.
   */
  personMeant(viewer: Viewer, named: Named, day: Day | null): Meant<number>
  /** Whether the viewer may see a unit of the person on the day, or any unit ever where there is none on the day. */
  isSeen(viewer: Viewer, personId: number, day: Day): boolean
  /** Whether the person belongs to any unit on any of the days. */
  isOnRoster(personId: number, from: Day, to: Day): boolean
  nameOf(personId: number): string
  /** The name of whoever has this 工号. */
  nameWith(staffNo: string): string | null
  /** The meaning given to a word: chosen for its field, else by `--alias`, else remembered for this field, else for all. */
  meaningOf(means: WordKind, word: string, field: string): string
}

/** The tables that `loadKnown` reads. */
export const knownFrom = ['unit', 'unit_alias', 'person', 'membership', 'term_alias'] as const

export async function loadKnown(on: On, said: WordsSaid, pause: Pause = slices()): Promise<Known> {
  const [units, unitAliases, people, memberships, terms] = await Promise.all([
    on.select().from(unit).orderBy(unit.treeOrder),
    on.select().from(unitAlias),
    paged<{ id: number; staffNo: string; name: string }>(pause, (last, limit) =>
      on
        .select({ id: person.id, staffNo: person.staffNo, name: person.name })
        .from(person)
        .where(gt(person.id, last?.id ?? 0))
        .orderBy(person.id)
        .limit(limit),
    ),
    membershipsKnown(on, pause),
    on.select().from(termAlias),
  ])
  const byId = new Map(units.map(each => [each.id, each]))
  const wholeName = (each: Unit) => `${byId.get(each.parentId ?? 0)?.name ?? ''}${each.name}`
  const remembered = new Map(
    unitAliases.flatMap(({ word, unitId }) => {
      const of = byId.get(unitId)
      return of ? [[matchKey(word), [of]] as const] : []
    }),
  )
  // Remembered aliases first, then names, codes and short names; 和平社区综合办 is the unit 综合办 below 和平社区.
  const unitsBy = [
    remembered,
    gathered(units, each => matchKey(each.name)),
    gathered(
      units.filter(each => each.code),
      each => matchKey(each.code ?? ''),
    ),
    gathered(
      units.filter(each => each.shortName),
      each => matchKey(each.shortName ?? ''),
    ),
    gathered(
      units.filter(each => each.parentId !== null),
      each => matchKey(wholeName(each)),
    ),
    bodiesBy(units),
  ]
  await pause()
  const names = new Map(people.map(each => [each.id, each.name]))
  const personWith = chosenPerson(people)
  await pause()
  const membershipsOf = gathered(memberships, each => each.personId)
  const peopleByName = new Map<string, typeof people>()
  for (const each of people) {
    await pause()
    gatherInto(peopleByName, matchKey(cleanName(each.name)), each)
    // Known before the first wrong name asks for those of everybody at a stretch.
    lettersOf(each.name)
  }
  const aliases = new Map(terms.map(each => [`${each.kind} ${matchKey(each.word)}`, each.meaning]))
  const meaningOf: Known['meaningOf'] = (means, word, field) =>
    saidOf(said, { means, field, word }) ??
    (said.kind && aliases.get(`${rememberedKind(means, { sheet: said.kind, field })} ${matchKey(word)}`)) ??
    aliases.get(`${means} ${matchKey(word)}`) ??
    word

  const seenOf = (viewer: Viewer, id: number) =>
    (membershipsOf.get(id) ?? []).filter(each => canSee(viewer, each.path))

  const numbers = new Map(people.map(each => [each.id, each.staffNo]))
  const candidateOf = (viewer: Viewer, id: number) =>
    seenOf(viewer, id)
      .slice(-1)
      .map(({ unitName }) => {
        const staffNo = numbers.get(id) ?? ''
        const name = names.get(id) ?? ''
        return { value: choiceOfPerson({ staffNo, name }), label: `${name} ${staffNo} ${unitName}` }
      })

  // As platforms write it, from the top: 演示街道/党政办公室.
  const unitsAt = (key: string): Unit[] => {
    const path = key.split(/[/\\>|_-]+/).filter(Boolean)
    if (path.length < 2) return []
    return units.filter(each => {
      const line = [each]
      for (let up = byId.get(each.parentId ?? 0); up; up = byId.get(up.parentId ?? 0)) line.unshift(up)
      // A platform may begin above the office: 江南区/青云街道办事处/司法所.
      const [units, names] = [line.slice(-path.length), path.slice(-line.length)]
      return units.every((unit, at) => isCalled(unit, names[at] ?? ''))
    })
  }

  const isCalled = ({ name, shortName }: Unit, key: string) =>
    [name, shortName ?? '', ...bodyNames(name)].some(each => each !== '' && matchKey(each) === key)

  const unitNamed = (word: string, field: string): Meant<Unit> => {
    if (word === '') return { ok: false, fault: { reason: 'empty' } }
    const key = matchKey(meaningOf('unit', word, field))
    const found = unitsBy.map(each => each.get(key)).find(each => each !== undefined) ?? unitsAt(key)
    const [only] = found
    if (only && found.length === 1) return { ok: true, value: only }
    if (only) {
      const candidates = found.map(each => ({ value: each.code ?? wholeName(each), label: wholeName(each) }))
      return { ok: false, fault: { reason: 'severalUnits', places: { word }, candidates } }
    }
    const likely = nearest(
      word,
      units.flatMap(each => (each.shortName ? [each.name, each.shortName] : [each.name])),
    )
    return {
      ok: false,
      fault: {
        reason: 'noSuchUnit',
        places: { word },
        asks: { means: 'unit', field, word },
        ...(likely ? { likely: { word, meaning: likely } } : {}),
      },
    }
  }

  // 单位及职务 in one cell.
  const unitOrAhead = (word: string): Meant<Unit> => {
    const of = unitNamed(word, 'unit')
    const both = of.ok ? null : unitAndPost(word, unitNames)
    return both && (both.post === '' || isPost(both.post)) ? { ok: true, value: both.unit } : of
  }

  const isUnder = (id: number, under: string, on: Day | null) =>
    (membershipsOf.get(id) ?? []).some(
      each => isWithin(each.path, under) && (on === null || holdsOn(each, on)),
    )

  // Kept, because each wrong row of a sheet asks for them.
  const namesOf = new Map<Viewer, Map<string, string[]>>()
  const namesUnder = (viewer: Viewer, under: string): string[] => {
    const ofViewer = namesOf.get(viewer) ?? new Map<string, string[]>()
    namesOf.set(viewer, ofViewer)
    const found =
      ofViewer.get(under) ??
      people
        .filter(each => isUnder(each.id, under, null) && seenOf(viewer, each.id).length > 0)
        .map(each => each.name)
    ofViewer.set(under, found)
    return found
  }

  const isKept = (kind: string, field: string) =>
    kind === 'unit' || (said.kind && kind === rememberedKind('unit', { sheet: said.kind, field }))
  const unitWordsKept = terms.flatMap(({ kind, word }) =>
    unitFields.flatMap(field => (isKept(kind, field) ? [{ field, word }] : [])),
  )
  const unitNames = [
    ...units.flatMap(each =>
      [each.name, each.shortName ?? '', wholeName(each)].map(name => ({ name, unit: each })),
    ),
    ...unitAliases.flatMap(({ word, unitId }) => {
      const of = byId.get(unitId)
      return of ? [{ name: word, unit: of }] : []
    }),
    ...[...unitWordsSaid(said), ...unitWordsKept].flatMap(({ field, word }) => {
      const of = unitNamed(word, field)
      return of.ok ? [{ name: word, unit: of.value }] : []
    }),
  ].map(each => ({ ...each, isTop: each.unit.parentId === null }))

  return {
    units,
    unitNames,
    unitById: id => byId.get(id),
    unitNamed,
    unitsNamed: (words, field) => {
      const named = unitsTogether(words, word => unitNamed(word, field).ok) ?? []
      return named.flatMap(word => {
        const of = unitNamed(word, field)
        return of.ok ? [of.value] : []
      })
    },
    meaningOf,
    nameOf: id => names.get(id) ?? '',
    nameWith: staffNo => personWith(staffNo)?.name ?? null,
    isOnRoster: (id, from, to) => (membershipsOf.get(id) ?? []).some(each => holdsWithin(each, from, to)),
    isSeen(viewer, personId, day) {
      const held = membershipsOf.get(personId) ?? []
      const onTheDay = held.filter(each => holdsOn(each, day))
      return (onTheDay.length > 0 ? onTheDay : held).some(each => canSee(viewer, each.path))
    },
    personMeant(viewer, named, day): Meant<number> {
      // Remembered by name and unit: a staff number, or the correct spelling of the name.
      const word = `${cleanName(named.name)}@${named.unit}`
      const asks = { means: 'person', field: 'name', word } as const
      const chosen = meaningOf(asks.means, word, asks.field)
      const byChoice = personWith(chosen)?.id
      if (named.staffNo) {
        const id = personWith(named.staffNo)?.id
        if (id === undefined)
          return { ok: false, fault: { reason: 'noSuchStaffNo', places: { staffNo: named.staffNo } } }
        if (isCalledSo(names.get(id) ?? '', named.name)) return { ok: true, value: id }
        // The number of one and the name of another.
        if (byChoice !== undefined) return { ok: true, value: byChoice }
        const others = peopleByName.get(matchKey(cleanName(named.name))) ?? []
        const candidates = [...others.map(each => each.id), id].flatMap(one => candidateOf(viewer, one))
        return {
          ok: false,
          fault: {
            reason: 'numberOfOther',
            places: { staffNo: named.staffNo, name: named.name },
            asks,
            candidates,
          },
        }
      }
      if (byChoice !== undefined) return { ok: true, value: byChoice }
      const name = chosen === word ? named.name : chosen
      let under = ''
      if (named.unit) {
        const of = unitOrAhead(named.unit)
        if (!of.ok) return of
        under = of.value.path
      }
      const called = peopleByName.get(matchKey(cleanName(name))) ?? []
      const belongs = (id: number, on: Day | null) => isUnder(id, under, on)
      const onTheDay = called.filter(each => belongs(each.id, day))
      const ever = onTheDay.length > 0 ? onTheDay : called.filter(each => belongs(each.id, null))
      if (ever.length === 1) return { ok: true, value: (ever[0] as { id: number }).id }
      const candidates = (ever.length > 0 ? ever : called).flatMap(({ id }) => candidateOf(viewer, id))
      if (ever.length > 1)
        return {
          ok: false,
          fault: { reason: 'severalPeople', places: { name: named.name }, asks, candidates },
        }
      // 赖强* and 洪海远（女） are more likely those people than somebody with a similar name.
      const nearby = namesUnder(viewer, under)
      const bare = withoutRemark(named.name)?.bare
      const likely = bare && nearby.includes(bare) ? bare : nearest(cleanName(named.name), nearby)
      return {
        ok: false,
        fault: {
          reason: 'noSuchPerson',
          places: { name: named.name, unit: named.unit },
          asks,
          ...(candidates.length > 0 ? { candidates } : {}),
          ...(likely ? { likely: { word, meaning: likely } } : {}),
        },
      }
    },
  }
}
