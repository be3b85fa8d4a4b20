import {
  ask,
  type Cells,
  type Fault,
  type ImportOptions,
  type RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import type { Steps } from '@/lib/spreadsheet/steps.rules'

/** Rows and different cells from which on one fault is that of a column, and the part of its filled cells. */
const ROWS = 6
const TEXTS = 4
const PART = 0.6

/** The key of the answer to all faults of one reason in a column of a sheet. */
const columnFaultKey = (fault: Fault) =>
  `wholeColumn ${fault.reason} ${fault.field} ${placeOf(fault.row).sheet}`

/** What is at fault in single cells, each to be mended by itself: not a word or name that is not known. */
const isOfCell = ({ field, choices, candidates, likely, reason }: Fault) =>
  field !== null &&
  !choices &&
  !candidates &&
  !likely &&
  !/^(?:noSuch|several|unknown)|NeedsReason$|Differs$|NotNamed$/.test(reason)

/**
 * One question in place of many, where most cells of a column are at fault for the same reason: 21 sums above the full
 * mark are one mistake. Answered, their rows are left out, and named.
 */
export function* wholeColumns(
  faults: readonly Fault[],
  rows: readonly Cells[],
  options: Pick<ImportOptions, 'answers'>,
): Steps<{ faults: Fault[]; left: RowOutcome[] }> {
  const groups = new Map<string, Fault[]>()
  for (const fault of faults) {
    if (!isOfCell(fault)) continue
    const key = columnFaultKey(fault)
    const group = groups.get(key)
    if (group) group.push(fault)
    else groups.set(key, [fault])
    yield
  }
  const cellsOf = new Map(rows.map(each => [each.row, each.cells]))
  const textOf = ({ row, field }: Fault) => cellsOf.get(row)?.[field ?? ''] ?? ''
  const whole = new Set<Fault>()
  for (const group of groups.values()) {
    const [first] = group
    if (!first || group.length < ROWS || new Set(group.map(textOf)).size < TEXTS) continue
    const { sheet } = placeOf(first.row)
    const filled = rows.filter(each => each.cells[first.field ?? ''] && placeOf(each.row).sheet === sheet)
    yield
    if (group.length >= filled.length * PART) for (const fault of group) whole.add(fault)
  }
  if (whole.size === 0) return { faults: [...faults], left: [] }
  const open: Fault[] = []
  const left: RowOutcome[] = []
  const gone = new Set<number>()
  for (const fault of faults) {
    if (!whole.has(fault)) {
      open.push(fault)
      continue
    }
    const question = {
      ...fault,
      key: columnFaultKey(fault),
      isOfColumn: true as const,
      choices: [{ value: 'leaveOut', choice: 'leaveOut' }],
    }
    if (ask(open, options, question) === null) continue
    if (gone.has(fault.row)) continue
    gone.add(fault.row)
    left.push({ row: fault.row, outcome: 'leftOut', label: textOf(fault), remark: 'columnAtFault' })
  }
  return { faults: open, left }
}
