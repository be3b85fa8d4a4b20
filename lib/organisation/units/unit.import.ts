import { inArray } from 'drizzle-orm'
import type { On } from '@/db/client'
import { unit, unitAlias } from '@/db/schema/roster'
import { termAlias } from '@/db/schema/setting'
import { administersAll, canAdminister, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import type { UnitKind } from '@/lib/organisation/people/person.rules'
import { clears } from '@/lib/spreadsheet/doubt.rules'
import {
  ask,
  type Cells,
  type Fault,
  type Importer,
  type ImportOptions,
  type RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { rememberedKind, saidOf } from '@/lib/spreadsheet/meaning.rules'
import { parseCount } from '@/lib/spreadsheet/numbers.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { cleanName, cleanText, matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { recordUnits } from './unit.commands'
import { kindNames, nameOfKind, readKind } from './unit.sheet'

type Unit = typeof unit.$inferSelect
/** The parent: an existing unit, or a row of this sheet that will become one. */
type Above = { id: number } | { row: number } | null
type Effect = {
  row: number
  before: Unit | null
  above: Above
  facts: Pick<Unit, 'name' | 'kind' | 'code' | 'shortName' | 'position'>
}
type Row = {
  row: number
  name: string
  parent: string
  kind: UnitKind | null
  code: string | null
  shortName: string | null | undefined
  position: number | undefined
}
type Settled = { ok: true; effect: Effect } | { ok: false }

/** 单位: a row is a unit below its parent. The order of rows does not matter: a unit may come before its parent. */
export const unitsImporter: Importer<Effect[]> = {
  kind: 'units',
  restsOn: ['unit', 'unit_alias', 'term_alias'],

  async judge(on, viewer, given, options, pause) {
    const there = await unitsThere(on, options)
    const faults: Fault[] = []
    const offers: Fault[] = []
    const rows: Row[] = []
    for (const each of given) {
      await pause()
      rows.push(...readRow(there, each, options, faults))
    }
    const settle = settling(there, rows, viewer, { faults, offers, options })
    const outcomes: RowOutcome[] = []
    const effects: Effect[] = []
    await judgeRows<Effect, Row>(
      rows,
      { outcomes, faults },
      {
        read(row) {
          const settled = settle(row)
          return settled.ok ? settled.effect : null
        },
        nameOf: ({ before, above }, row) => ({
          key: before ? `#${before.id}` : (row.code ?? keyUnder(above, row.name)),
          text: JSON.stringify([row.name, row.parent, row.kind, row.code, row.shortName]),
          label: row.name,
          field: 'name',
        }),
        take(effect) {
          effects.push(effect)
          return outcomeOf(there, effect)
        },
      },
      pause,
    )
    return { outcomes, faults, offers, notes: [], effects: withoutFaulty(effects, faults, outcomes) }
  },

  async write(tx, viewer, effects) {
    const ids = new Map<number, number>()
    const placed = (above: Above) =>
      above === null ? null : 'id' in above ? above.id : (ids.get(above.row) ?? null)
    await recordUnits(tx, viewer, function* () {
      for (const { row, above, before, facts } of inOrder(effects)) {
        const id = yield { before, facts: { ...facts, parentId: placed(above) } }
        ids.set(row, id)
      }
    })
  },
}

type There = Awaited<ReturnType<typeof unitsThere>>

/** The columns that name a unit. */
const fields = ['name', 'parent'] as const
type Field = (typeof fields)[number]
const rememberedAs = (field: Field) => rememberedKind('unit', { sheet: 'units', field })

async function unitsThere(on: On, options: ImportOptions) {
  const [units, words, remembered] = await Promise.all([
    on.select().from(unit).orderBy(unit.treeOrder),
    on.select().from(unitAlias),
    on
      .select()
      .from(termAlias)
      .where(inArray(termAlias.kind, fields.map(rememberedAs))),
  ])
  const byId = new Map(units.map(each => [each.id, each]))
  const byCode = new Map(units.flatMap(each => (each.code ? [[matchKey(each.code), each] as const] : [])))
  const byName = new Map<string, Unit>()
  const byAlias = new Map<string, Unit>()
  for (const each of [...units].reverse()) {
    if (each.shortName) byName.set(matchKey(each.shortName), each)
    byName.set(matchKey(each.name), each)
  }
  for (const { word, unitId } of words) {
    const of = byId.get(unitId)
    if (of) byName.set(matchKey(word), of)
    if (of) byAlias.set(matchKey(word), of)
  }
  const kept = new Map(remembered.map(each => [`${each.kind} ${matchKey(each.word)}`, each.meaning]))
  /** What a word of the column means, where that was said or is remembered. */
  const meant = (field: Field, word: string) =>
    saidOf(options, { means: 'unit', field, word }) ?? kept.get(`${rememberedAs(field)} ${matchKey(word)}`)
  const under = new Map(
    units.map(each => [keyUnder(each.parentId === null ? null : { id: each.parentId }, each.name), each]),
  )
  const lastPosition = Math.max(0, ...units.map(each => each.position))
  return { units, byId, byCode, byName, byAlias, under, meant, lastPosition }
}

function keyUnder(above: Above, name: string): string {
  return `${above === null ? '' : 'id' in above ? `#${above.id}` : `row ${above.row}`}/${matchKey(name)}`
}

function readRow({ meant }: There, { row, cells }: Cells, options: ImportOptions, faults: Fault[]): Row[] {
  const before = faults.length
  const written = cleanName(cells.name ?? '')
  const name = meant('name', written) ?? written
  if (name === '') faults.push({ row, field: 'name', reason: 'empty' })
  let kind = readKind(cells.kind ?? '')
  if (kind === null) {
    const place = { row, field: 'kind', places: { text: cells.kind ?? '' } }
    const choices = kindNames.map(each => ({ value: each, label: each }))
    // One answer holds for all units of the office's word: 机关内设机构.
    if (cells.kind)
      kind = readKind(
        ask(faults, options, { ...place, reason: 'unknownKind', alike: cells.kind, choices }) ?? '',
      )
    else faults.push({ ...place, reason: 'empty', candidates: choices })
  }
  const position = cells.position ? parseCount(cells.position) : null
  if (position && !position.ok) {
    faults.push({ row, field: 'position', reason: position.reason, places: { text: cells.position ?? '' } })
  }
  return [
    {
      row,
      name,
      parent: cleanName(cells.parent ?? ''),
      kind: faults.length > before ? null : kind,
      code: cleanText(cells.code ?? '') || null,
      shortName: cells.shortName === undefined ? undefined : cleanName(cells.shortName) || null,
      position: position?.ok ? position.value : undefined,
    },
  ]
}

/** Judges each row once, its parent's row first; a row below a faulty one is faulty too. */
function settling(
  there: There,
  rows: Row[],
  viewer: Viewer,
  { faults, offers, options }: { faults: Fault[]; offers: Fault[]; options: ImportOptions },
) {
  const settled = new Map<Row, Settled>()
  const underWay = new Set<Row>()
  const tops = there.units.filter(each => each.parentId === null)
  const rowsByWord = new Map<string, Row[]>()
  for (const each of rows) {
    for (const word of new Set([each.code, each.name, each.shortName].map(text => matchKey(text ?? '')))) {
      if (word) rowsByWord.set(word, [...(rowsByWord.get(word) ?? []), each])
    }
  }

  const below = rows.filter(each => each.parent === '')
  const firstTop = tops.length > 0 ? undefined : (below.find(each => each.kind === 'street') ?? below[0])
  const aliased = (row: Row, above: Above) => {
    const of = there.byAlias.get(matchKey(row.name))
    return of && of.parentId === (above !== null && 'id' in above ? above.id : null) ? of : undefined
  }
  const isSame = (row: Row) => (each: Unit) =>
    matchKey(each.name) === matchKey(row.name) || (row.code !== null && each.code === row.code)

  const settle = (row: Row): Settled => {
    const done = settled.get(row)
    if (done) return done
    underWay.add(row)
    const effect = row.kind === null ? null : effectOf(row, row.kind)
    underWay.delete(row)
    const answer: Settled = effect ? { ok: true, effect } : { ok: false }
    settled.set(row, answer)
    return answer
  }

  const fault = (row: Row, field: string, more: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row: row.row, field, ...more })
    return undefined
  }

  const effectOf = (row: Row, kind: UnitKind): Effect | null => {
    const above = aboveOf(row)
    if (above === undefined) return null
    const byCode = row.code ? there.byCode.get(matchKey(row.code)) : undefined
    const byName = there.under.get(keyUnder(above, row.name)) ?? aliased(row, above)
    if (byCode && byName && byCode.id !== byName.id) {
      fault(row, 'code', {
        reason: 'meetsTwo',
        places: { code: row.code ?? '', unit: byCode.name, name: byName.name },
      })
      return null
    }
    if (!byCode && byName?.code && row.code) {
      fault(row, 'code', { reason: 'otherCode', places: { name: byName.name, code: byName.code } })
      return null
    }
    const before = byCode ?? byName ?? null
    const placedUnder = above !== null && 'id' in above ? there.byId.get(above.id) : undefined
    if (before && placedUnder && isWithin(placedUnder.path, before.path)) {
      fault(row, 'parent', { reason: 'ownParent', places: { unit: row.parent } })
      return null
    }
    const parentPath = placedUnder?.path
    const mayPlace =
      above === null
        ? administersAll(viewer) || canAdminister(viewer, '/')
        : !parentPath || canAdminister(viewer, parentPath)
    if (!mayPlace || (before && !canAdminister(viewer, before.path))) {
      fault(row, 'name', { reason: 'outsideScope', places: { unit: row.name } })
      return null
    }
    const facts = {
      // A name matched through an alias does not rename the unit.
      name: before && aliased(row, above)?.id === before.id ? before.name : row.name,
      kind,
      code: row.code ?? before?.code ?? null,
      shortName: shortNameOf(row, before),
      position: row.position ?? before?.position ?? there.lastPosition + 1 + rows.indexOf(row),
    }
    return { row: row.row, before, above, facts }
  }

  const shortNameOf = ({ row, shortName }: Row, before: Unit | null): string | null => {
    if (shortName === undefined) return before?.shortName ?? null
    if (shortName !== null || !before?.shortName) return shortName
    return clears({ offers, options, row }, 'shortName', before.shortName) ? null : before.shortName
  }

  const aboveOf = (row: Row): Above | undefined => {
    if (row.parent === '') {
      if (tops.some(isSame(row)) || row === firstTop || tops.some(each => each === aliased(row, null)))
        return null
      const top = tops[0]?.name ?? firstTop?.name ?? ''
      return row.kind === 'street'
        ? fault(row, 'name', {
            reason: 'otherTop',
            places: { name: row.name, unit: top },
            asks: { means: 'unit', field: 'name', word: row.name },
            ...(tops[0] ? { likely: { word: row.name, meaning: top } } : {}),
          })
        : fault(row, 'parent', {
            reason: 'noParent',
            places: { unit: top },
            candidates: [{ value: top, label: top }],
          })
    }
    const word = matchKey(there.meant('parent', row.parent) ?? row.parent)
    // Where one answer says under what all of them are, the topmost one among them is under nothing.
    if (tops.some(each => isSame(row)(each) && matchKey(each.name) === word)) return null
    const inSheet = (rowsByWord.get(word) ?? []).filter(each => each !== row)
    // In a sheet the full name of one row takes precedence over the short name of another.
    const named = inSheet.filter(each => matchKey(each.name) === word || matchKey(each.code ?? '') === word)
    const [above, ...others] = named.length > 0 ? named : inSheet
    if (above && others.some(each => each.parent !== above.parent || each.code !== above.code)) {
      const candidates = [above, ...others].flatMap(each =>
        each.code ? [{ value: each.code, label: `${each.parent}${each.name}` }] : [],
      )
      return fault(row, 'parent', { reason: 'severalUnits', places: { word: row.parent }, candidates })
    }
    const known = there.byCode.get(word) ?? there.byName.get(word)
    if (above) {
      if (underWay.has(above))
        return fault(row, 'parent', { reason: 'ownParent', places: { unit: above.name } })
      const settledAbove = settle(above)
      if (!settledAbove.ok) {
        if (known) return { id: known.id }
        return fault(row, 'parent', { reason: 'parentFaulty', places: { unit: above.name, row: above.row } })
      }
      const { before } = settledAbove.effect
      return before ? { id: before.id } : { row: above.row }
    }
    if (known) return { id: known.id }
    const names = [
      ...rows.filter(each => each !== row).map(each => each.name),
      ...there.units.map(each => each.name),
    ]
    const likely = nearest(row.parent, [...new Set(names)])
    return fault(row, 'parent', {
      reason: 'noSuchUnit',
      places: { word: row.parent },
      asks: { means: 'unit', field: 'parent', word: row.parent },
      ...(likely ? { likely: { word: row.parent, meaning: likely } } : {}),
    })
  }

  return settle
}

function outcomeOf(
  there: There,
  { before, above, facts }: Effect,
): Pick<RowOutcome, 'outcome' | 'before' | 'after'> {
  if (!before) return { outcome: 'new' }
  const oldParent = before.parentId === null ? '' : (there.byId.get(before.parentId)?.name ?? '')
  const newParent = above === null ? '' : 'id' in above ? (there.byId.get(above.id)?.name ?? '') : '…'
  const change = differenceOf([
    ['单位名称', before.name, facts.name],
    [
      '上级单位',
      oldParent,
      above !== null && 'id' in above && above.id === before.parentId ? oldParent : newParent,
    ],
    ['类别', nameOfKind(before.kind), nameOfKind(facts.kind)],
    ['单位编码', before.code, facts.code],
    ['简称', before.shortName, facts.shortName],
    ['排序', before.position, facts.position],
  ])
  return change ? { outcome: 'changed', ...change } : { outcome: 'unchanged' }
}

/** Removes rows below a row that became faulty later. */
function withoutFaulty(effects: Effect[], faults: Fault[], outcomes: RowOutcome[]): Effect[] {
  const faulty = new Set(faults.map(each => each.row))
  const lost = effects.find(each => each.above && 'row' in each.above && faulty.has(each.above.row))
  if (!lost) return effects
  const { row } = lost.above as { row: number }
  faults.push({
    row: lost.row,
    field: 'parent',
    reason: 'parentFaulty',
    places: { unit: `#${placeOf(row).row}`, row },
  })
  outcomes.splice(
    outcomes.findIndex(each => each.row === lost.row),
    1,
  )
  return withoutFaulty(
    effects.filter(each => each !== lost),
    faults,
    outcomes,
  )
}

/** Parents before children. */
function inOrder(effects: Effect[]): Effect[] {
  const byRow = new Map(effects.map(each => [each.row, each]))
  const done = new Set<Effect>()
  const take = (each: Effect) => {
    if (done.has(each)) return
    const above = each.above && 'row' in each.above ? byRow.get(each.above.row) : undefined
    if (above) take(above)
    done.add(each)
  }
  effects.forEach(take)
  return [...done]
}
