import { gt } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { legalWork } from '@/db/schema/legal-work'
import { adviser } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { holdsOn } from '@/lib/core/interval'
import type { Day } from '@/lib/core/time'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedFault, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { unitAsked } from '@/lib/organisation/lookup/unit-asked.rules'
import { parseDayRange } from '@/lib/spreadsheet/days.rules'
import type { Asking } from '@/lib/spreadsheet/doubt.rules'
import {
  ask,
  type Cells,
  type Fault,
  type Importer,
  type ImportOptions,
  type Judged,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { cleanName, cleanText, matchKey } from '@/lib/spreadsheet/text.rules'
import { recordWorks, type WorkFacts } from './legal-work.commands'
import { adviserKinds, adviserMeant, leaderKinds, type WorkKind } from './legal-work.rules'
import { isNamed, kindsMeant } from './work-words.rules'

type Work = typeof legalWork.$inferSelect
type Unit = Known['units'][number]
type Term = { id: number; name: string; unitId: number; unitPath: string; fromDay: Day; toDay: Day | null }
type Effect = { before: Work | null; facts: WorkFacts }
type Context = {
  viewer: Viewer
  known: Known
  locked: LockedYears
  terms: Term[]
  options: ImportOptions
  offers: Fault[]
}

/** 法律顾问和履职: day, kind, unit, person and matter are the key of a record. */
export const worksImporter: Importer<Effect[]> = {
  kind: 'works',
  restsOn: [...knownFrom, 'adviser', 'legal_work', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const offers: Fault[] = []
    const context = { ...(await loadContext(on, viewer, options, pause)), offers }
    const standing = new Map((await worksThere(on, pause)).map(each => [keyOf(each), each]))
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], offers, notes: [], effects: [] }
    await judgeRows(
      rows,
      judged,
      {
        read: (row, faults) => readRow(context, row, faults, standing),
        nameOf: ({ facts, label }) => ({
          key: keyOf(facts),
          text: JSON.stringify(facts),
          label,
          field: 'matter',
        }),
        take({ facts, before }) {
          const change = before && differenceOf([['佐证', before.paper, facts.paper]])
          if (before && !change) return { outcome: 'unchanged' }
          judged.effects.push({ before, facts })
          return before ? { outcome: 'changed', ...change } : { outcome: 'new' }
        },
      },
      pause,
    )
    return judged
  },

  async write(tx, viewer, effects) {
    await recordWorks(tx, viewer, effects)
  },
}

async function loadContext(
  on: On,
  viewer: Viewer,
  options: ImportOptions,
  pause: Pause,
): Promise<Omit<Context, 'offers'>> {
  const [known, locked, advisers] = await Promise.all([
    loadKnown(on, { ...options, kind: 'works' }, pause),
    lockedYears(on),
    on.select().from(adviser),
  ])
  const terms = advisers.map(({ id, name, unitId, fromDay, toDay }) => ({
    ...{ id, name: cleanName(name), unitId, fromDay, toDay },
    unitPath: known.unitById(unitId)?.path ?? '',
  }))
  return { viewer, known, locked, terms, options }
}

function worksThere(on: On, pause: Pause): Promise<Work[]> {
  return paged<Work>(pause, (last, limit) =>
    on
      .select()
      .from(legalWork)
      .where(gt(legalWork.id, last?.id ?? 0))
      .orderBy(legalWork.id)
      .limit(limit),
  )
}

function keyOf({ day, kind, unitId, adviserId, personId, matter }: WorkFacts): string {
  return [day, kind, unitId, adviserId ?? '', personId ?? '', matchKey(matter)].join('/')
}

/** The matter with the office's own word for the kind, 合同审查：租赁合同, where the kind is called otherwise. */
function withWord(matter: string, said: string, kind: WorkKind): string {
  const word = cleanText(said)
  const isTold = word === '' || isNamed(kind, word) || matchKey(matter).includes(matchKey(word))
  return isTold ? matter : `${word}：${matter}`
}

type Read = Effect & { label: string }

function readRow(
  context: Context,
  { row, cells }: Cells,
  faults: Fault[],
  standing: ReadonlyMap<string, Work>,
): Read | null {
  const { options, known, viewer } = context
  const asking = { faults, options, row }
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...more })
    return null
  }
  const days = parseDayRange(cell('date'), options.year)
  if (!days.ok) return fault('date', { reason: days.reason, places: { text: cell('date') } })
  const day = days.fromDay
  const matter = cleanText(cell('matter') || cell('kind'))
  if (matter === '') fault('matter', { reason: 'empty' })
  const field = ['adviser', 'leader', 'who'].find(each => cell(each)) ?? 'who'
  const name = cell(field)
  if (name === '') return fault(field, { reason: 'empty' })
  const isOfAdviser =
    field === 'adviser' || (field === 'who' && context.terms.some(each => each.name === cleanName(name)))
  const unit = unitMeant(context, cells, asking, isOfAdviser ? inOffice(context, name, day) : null)
  if (!unit) return null
  if (!canOrganise(viewer, unit.path))
    return fault('unit', { reason: 'outsideScope', places: { unit: unit.name } })
  const who = isOfAdviser
    ? adviserOf(context, { name, day, unit }, more => fault(field, more))
    : leaderOf(context, { cells, name, day, unit }, more => fault(field, more))
  const kind = kindAsked({ ...asking, offers: context.offers }, cells, isOfAdviser)
  if (who === null || kind === null || faults.length > 0) return null
  const locked = lockedFault(context.locked, options, [day])
  if (locked) return fault('date', locked)
  const given: WorkFacts = {
    day,
    kind,
    unitId: unit.id,
    ...who,
    matter: withWord(matter, cell('kind'), kind),
    paper: cleanText(cell('paper')) || null,
  }
  // What an earlier release took from the same row stands without the office's word.
  const before = standing.get(keyOf(given)) ?? standing.get(keyOf({ ...given, matter })) ?? null
  const facts = { ...given, matter: before?.matter ?? given.matter }
  // An empty cell, or a sheet without the column, leaves the paper that stands.
  const paper = facts.paper ?? before?.paper ?? null
  const shown = who.personId ? known.nameOf(who.personId) : cleanName(name)
  return { before, facts: { ...facts, paper }, label: `${day} ${shown} ${matter}` }
}

/** The unit that the row or the title names; else that of the adviser's only term, or the topmost one. */
function unitMeant(
  context: Context,
  cells: Cells['cells'],
  asking: Asking,
  terms: Term[] | null,
): Unit | null {
  const { known, viewer } = context
  if (cells.unit) return unitAsked(known, asking, 'unit', cells.unit, 'unitOfSeveral')?.unit ?? null
  const units = [...new Set((terms ?? []).map(each => each.unitId))].flatMap(id => known.unitById(id) ?? [])
  if (units.length > 1) {
    const answer = ask(asking.faults, asking.options, {
      row: asking.row,
      field: 'unit',
      reason: 'adviserOfSeveral',
      isDoubt: true,
      places: { name: terms?.[0]?.name ?? '' },
      alike: terms?.[0]?.name ?? '',
      choices: units.map(({ name }) => ({ value: name, label: name })),
    })
    return units.find(each => each.name === answer) ?? null
  }
  const own = units[0] ?? known.units.find(each => canOrganise(viewer, each.path))
  if (!own) asking.faults.push({ row: asking.row, field: 'unit', reason: 'noUnits' })
  return own ?? null
}

const inOffice = ({ terms }: Context, name: string, day: Day) =>
  terms.filter(each => each.name === cleanName(name) && holdsOn(each, day))

type Who = Pick<WorkFacts, 'adviserId' | 'personId'>
type Refuse = (more: Omit<Fault, 'row' | 'field'>) => null

/** As the page asks it: in office on the day, at the unit, above or below it. */
function adviserOf(
  { terms }: Context,
  { name, day, unit }: { name: string; day: Day; unit: Unit },
  refuse: Refuse,
): Who | null {
  const meant = adviserMeant(terms, { name: cleanName(name), day, unitPath: unit.path })
  if (meant) return { adviserId: meant.id, personId: null }
  const others = [...new Set(terms.filter(each => holdsOn(each, day)).map(each => each.name))]
  return refuse({
    reason: 'noAdviserThen',
    places: { name, day, unit: unit.name },
    alike: `${name} ${unit.name}`,
    ...(others.length > 0 ? { candidates: others.map(value => ({ value, label: value })) } : {}),
  })
}

function leaderOf(
  { known, viewer }: Context,
  { cells, name, day, unit }: { cells: Cells['cells']; name: string; day: Day; unit: Unit },
  refuse: Refuse,
): Who | null {
  const person = known.personMeant(viewer, { staffNo: cells.staffNo ?? '', name, unit: unit.name }, day)
  if (!person.ok) return refuse(person.fault)
  return { adviserId: null, personId: person.value }
}

/**
 * The kind that 类别, else the matter, says alone by its own name; else it is asked, once for all rows of the same words,
 * with what they most likely mean (合同审查: 法律咨询) first. What a matter alone is taken to mean is shown, and can be
 * another.
 */
function kindAsked(
  { faults, offers, options, row }: Asking & { offers: Fault[] },
  cells: Cells['cells'],
  isOfAdviser: boolean,
): WorkKind | null {
  const [said, matter] = [cells.kind ?? '', cells.matter ?? '']
  const [own = [], ofMatter = []] = [said, matter].map(text => kindsMeant(text, isOfAdviser))
  const isSaid = own.length > 0
  const found = isSaid ? own : ofMatter
  const [only] = found.length === 1 ? found : []
  const text = said || matter
  const all: readonly WorkKind[] = isOfAdviser ? adviserKinds : leaderKinds
  if (only && isNamed(only, isSaid ? said : matter)) return only
  const choices = [...found, ...all.filter(each => !found.includes(each))].map(value => ({
    value,
    choice: `work.${value}`,
  }))
  const field = said ? 'kind' : 'matter'
  const about = only
    ? {
        reason: isSaid ? 'workKindMeant' : 'workKindOfMatter',
        places: { text: isSaid ? said : matter },
        // Matters are as many as rows: one answer for all that are taken for the same.
        alike: isSaid ? said : only,
      }
    : { reason: 'workKindOpen', places: { text }, alike: text }
  const asks = only !== undefined && !isSaid ? offers : faults
  const answer = ask(asks, options, { row, field, isDoubt: true, choices, ...about })
  return all.find(each => each === answer) ?? (asks === offers ? (only ?? null) : null)
}
