import { type Cross, crossedColumns, withCorner, withMeetingLines } from './cross-sheet.rules'
import type { RawTable } from './formats/workbook'
import { guessesOf } from './guess.rules'
import { type Columns, cellsBelow, headIn, headKey, type SaidHeads } from './heads.rules'
import { trimmed } from './match.rules'
import { hasSections } from './rows.rules'
import type { IsTitle, Range } from './section.rules'
import type { Steps } from './steps.rules'
import { isUnitOf, linesAbove, type TitleFacts, titleOf, unitTitled } from './title.rules'
import { isLikeUnit, isStreet, tabUnit, unitBegun } from './unit-name.rules'

/** The columns of a kind of sheet, and how its other forms become its rows. */
export type KindColumns = {
  columns: Columns<string>
  /** Its forms as a 横表, the likeliest first. */
  crosses?: Cross[]
  /** Its form of one event, filled in behind labels: what the lines above and the name of the file add to the cells. */
  form?(title: TitleFacts, cells: Record<string, string>): Record<string, string>
  /** Fields that the lines above the heads give for every row of the sheet, or the unit that its title or name says. */
  given?(title: TitleFacts, unit: string | undefined): Record<string, string>
  /** What the lines above only propose for fields that the sheet lacks. */
  proposes?(title: TitleFacts): Record<string, string>
  /**
   * The field of a unit that titles give where the table has no column for it: those of its parts, 一、司法所 above its
   * people, and that of the whole, 和平社区2023年普法台账.
   */
  section?: string
  /** What the lines above tell of every row beside its unit; the first line always is. */
  tells?: string[]
  /** The fields by titles are given even where the rows need not have them. */
  takesTitle?: true
  /** Required fields that one answer gives for every row of a sheet without their column. */
  askable?: string[]
  /** Of these, in which lots the rows are asked about, each once: by what their other cells say. */
  lots?: Record<string, (cells: Record<string, string>) => Lot>
  /** What a sheet says of its signs, outside its rows: what the cells of a row mean by it. */
  signs?(
    rows: readonly string[][],
    headIndex: number,
  ): (cells: Record<string, string>) => Record<string, string>
  /** What the cells of a row mean together, such as a signature beside the name. */
  meant?(cells: Record<string, string>): Record<string, string>
}

/** Rows for which one answer holds: `text` says what they are like, and the likeliest answers come first. */
export type Lot = { lot: string; likely: string[]; text: string }

/** The heads of one table, or the row that is likeliest to be them and what it lacks. */
export type Found = {
  table: RawTable
  /** Of the heads in `table`; -1 where no row looks like them. */
  index: number
  headRow: number | null
  places: Map<string, number>
  spec: Columns<string>
  /** As which 横表 it is read. */
  cross?: Cross
  missing: string[]
  /** Required heads that it lacks and that are asked about instead. */
  lacks?: string[]
  given: Record<string, string>
  /** What is only proposed for rows that have nothing else: the unit that filed the sheet. */
  proposed: Record<string, string>
  title: TitleFacts
}

/**
 * The heads of a table: of a sheet of this kind, of a 横表, or of one that lacks columns of which the lines above, or the
 * titles of its parts, say what stands there.
 */
export function* foundIn(
  given: RawTable,
  kind: KindColumns,
  said: SaidHeads<string>,
  units: readonly string[] = [],
): Steps<Found> {
  const { columns, crosses = [], section } = kind
  const toldAbove = (index: number) => told(given, index, kind, units)
  const head = yield* headIn(given, columns, said)
  const above = (index: number, places: Map<string, number>) => {
    const { given: told, proposed } = toldAbove(index)
    if (kind.takesTitle) return { given: told, proposed }
    const unit = section === undefined || places.has(section) ? {} : only(told, section)
    const above = ['headline', ...(kind.tells ?? [])].map(field => only(told, field))
    return { given: Object.assign({ ...unit }, ...above), proposed: {} }
  }
  if (head.ok)
    return {
      ...headOf(given, head),
      spec: columns,
      missing: [],
      ...above(head.index, head.places),
    }
  for (const cross of crosses) {
    const crossed = yield* crossedIn(given, cross, said)
    if (crossed) return { ...crossed, ...above(crossed.index, crossed.places) }
  }
  const { given: constants, proposed } = toldAbove(head.index)
  const fields = Object.keys(constants)
  const heads = (head.table.rows[head.index] ?? []).map(headKey)
  const below = { isTitle: titleBy(units), name: head.places.get('name'), ranges: sideBySide(heads) }
  const parts = section !== undefined && hasSections(given, head.index, below) ? [section] : []
  for (const told of parts.length > 0 ? [fields, [...fields, ...parts]] : [fields]) {
    const required = requiredBeside(columns, told)
    if (JSON.stringify(required) === JSON.stringify(columns.required)) continue
    const relaxed = yield* headIn(given, { ...columns, required }, said)
    if (relaxed.ok)
      return {
        ...headOf(given, relaxed),
        spec: { ...columns, required },
        missing: [],
        given: constants,
        proposed,
      }
  }
  const named = section !== undefined && constants[section] ? [section] : parts
  for (const cross of named.length > 0 ? crosses : []) {
    const required = requiredBeside(cross.columns, named)
    const inParts = yield* crossedIn(given, { ...cross, columns: { ...cross.columns, required } }, said)
    if (inParts)
      return {
        ...inParts,
        given: { ...only(constants, section), ...only(constants, 'headline') },
        proposed: only(proposed, section),
      }
  }
  const asked = kind.askable?.filter(field => !isGuessed(head, columns, field)) ?? []
  if (asked.length > 0) {
    const required = requiredBeside(columns, [...fields, ...parts, ...asked])
    const relaxed = yield* headIn(given, { ...columns, required }, said)
    if (relaxed.ok)
      return {
        ...headOf(given, relaxed),
        spec: { ...columns, required },
        missing: [],
        lacks: head.missing,
        given: constants,
        proposed,
      }
  }
  // What is told above is not lacking.
  const beside = yield* headIn(
    given,
    { ...columns, required: requiredBeside(columns, [...fields, ...parts]) },
    said,
  )
  const missing = beside.ok ? head.missing : beside.missing
  return { ...headOf(given, head), spec: columns, missing, ...nothingTold }
}

const nothingTold = { given: {}, proposed: {} }

/** What the lines above a table say of all its rows, and what they only propose. */
function told(
  table: RawTable,
  index: number,
  { section, given, proposes }: KindColumns,
  units: readonly string[],
): Pick<Found, 'given' | 'proposed'> {
  const lines = linesAbove(table, index)
  const { unit: said, ...title } = titleOf(table, index)
  // Of the street is everybody, so it says of nobody where.
  const ofStreet = said !== undefined && isStreet(said) ? said : undefined
  const known = section && unitTitled([...lines, table.sheetName], units)
  const begun = [...new Set(lines.flatMap(line => unitBegun(line) ?? []))]
  const ofFile = table.named?.unit
  const unit =
    known ??
    (begun.length === 1 ? begun[0] : undefined) ??
    (ofFile !== undefined && !isStreet(ofFile) ? ofFile : tabUnit(table.sheetName, units))
  const whole = known ?? (ofFile !== undefined && isUnitOf(units, ofFile) ? ofFile : undefined)
  const facts = said === undefined || ofStreet !== undefined ? title : { ...title, unit: said }
  const proposed = ofStreet ?? title.filedBy
  return {
    given: { ...(section && whole !== undefined ? { [section]: whole } : {}), ...given?.(facts, unit) },
    proposed: {
      ...(section && proposed !== undefined ? { [section]: proposed } : {}),
      ...proposes?.(facts),
    },
  }
}

/** Whether a text is the name of a unit, or reads as one. */
export function titleBy(units: readonly string[]): IsTitle {
  return text => isUnitOf(units, text) || isLikeUnit(text)
}

/** The columns of tables side by side, by the first head that stands more than once. */
function sideBySide(heads: readonly string[]): Range[] {
  const first = heads.find((head, at) => head !== '' && heads.indexOf(head, at + 1) !== -1)
  const starts = first === undefined ? [] : [...heads.keys()].filter(at => heads[at] === first)
  if (starts.length < 2) return [{}]
  return starts.map((from, at) => ({ from: at === 0 ? 0 : from, to: starts[at + 1] ?? heads.length }))
}

/** Whether a column that is not understood may be the one that is lacking: then that is said first. */
function isGuessed(
  { table, index, places }: { table: RawTable; index: number; places: Map<string, number> },
  columns: Columns<string>,
  field: string,
): boolean {
  const taken = new Set(places.values())
  const heads = (table.rows[index] ?? []).map(trimmed).entries()
  const unknown = new Map([...heads].filter(([column, head]) => head !== '' && !taken.has(column)))
  return [
    ...guessesOf(
      unknown,
      columns,
      each => !places.has(each),
      at => cellsBelow(table, index, at),
    ).values(),
  ].includes(field)
}

function* crossedIn(given: RawTable, cross: Cross, said: SaidHeads<string>): Steps<Found | null> {
  const found = yield* headIn(given, cross.columns, said)
  const cornered = found.ok || cross.corner === undefined ? null : withCorner(given, cross.corner)
  if (cornered) return yield* crossedIn(cornered, { ...cross, corner: undefined }, said)
  if (!found.ok) return null
  const head = withMeetingLines(found, cross)
  if (crossedColumns(head, cross, said.columns).length < (cross.least ?? 1)) return null
  return { ...headOf(given, head), spec: cross.columns, cross, missing: [], ...nothingTold }
}

function only(told: Record<string, string>, field: string | undefined): Record<string, string> {
  return field === undefined || told[field] === undefined ? {} : { [field]: told[field] }
}

/** What a sheet still has to have where some fields are told elsewhere. */
function requiredBeside({ required }: Columns<string>, told: readonly string[]): Columns<string>['required'] {
  return required.flatMap(requirement => {
    const sets = typeof requirement === 'string' ? [[requirement]] : requirement
    const left = sets.map(set => set.filter(field => !told.includes(field)))
    return left.some(set => set.length === 0) ? [] : [left]
  })
}

function headOf(
  given: RawTable,
  { table, index, places }: { table: RawTable; index: number; places: Map<string, number> },
) {
  const fallback =
    index === -1 ? given.rows.findIndex(row => new Set(row.map(trimmed).filter(Boolean)).size > 1) : index
  return {
    table,
    index: fallback,
    headRow: given.rowNumbers[fallback] ?? null,
    places,
    title: titleOf(given, fallback),
  }
}

/** A table that goes on after a page break, below the heads of the table above. */
export function continued(above: Found, part: RawTable): Found {
  const head = above.table.rows[above.index] ?? []
  return {
    ...above,
    index: 0,
    table: { ...part, rows: [head, ...part.rows], rowNumbers: [part.rowNumbers[0] ?? 0, ...part.rowNumbers] },
  }
}

/** The tables of a document; a sheet is one. */
export function partsOf({ parts = [], above, ...sheet }: RawTable): RawTable[] {
  const table = above ? { ...sheet, above } : sheet
  if (parts.length < 2) return [table]
  return parts
    .map((from, at) => {
      const isIn = (number: number) => number >= from && number < (parts[at + 1] ?? Number.POSITIVE_INFINITY)
      return {
        ...sheet,
        ...(above ? { above: [above[at] ?? []] } : {}),
        rows: table.rows.filter((_, row) => isIn(table.rowNumbers[row] ?? 0)),
        rowNumbers: table.rowNumbers.filter(isIn),
      }
    })
    .filter(part => part.rows.length > 0)
}

/** The index of the last column that any row fills. */
export function widthOf({ rows }: RawTable): number {
  return Math.max(...rows.map(row => row.findLastIndex(text => trimmed(text) !== '')))
}
