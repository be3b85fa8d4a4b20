import { type Columns, headKey, isMet, type Places } from './heads.rules'

/** The columns of one of several tables that stand side by side below one line of heads. */
export type Block<F> = {
  places: Places<F>
  /** Fields whose column belongs to this block alone: where they are all empty, the block has no row. */
  own: F[]
  /** Index of the block's first own column that is read; 0 for the first block. */
  column: number
  /** Index of its first column, as of 序号, which is not read. */
  from: number
}

/**
 * The tables side by side, left to right: 姓名 单位 签到 姓名 单位 签到. Columns that stand once before the first of them,
 * such as 日期 and 活动名称, hold for each. One block where the heads do not repeat as a whole.
 */
export function blocksOf<F extends string>(
  texts: string[],
  places: Places<F>,
  { required }: Columns<F>,
): Block<F>[] {
  const keys = texts.map(headKey)
  const columnsOf = new Map<F, number[]>()
  for (const [field, column] of places)
    columnsOf.set(
      field,
      [...keys.keys()].filter(at => keys[at] === keys[column] && at >= column),
    )
  const one = [{ places, own: [...places.keys()], column: 0, from: 0 }]
  const repeated = [...columnsOf].filter(([, columns]) => columns.length > 1)
  const count = repeated[0]?.[1].length ?? 1
  if (repeated.length < 2 || repeated.some(([, columns]) => columns.length !== count)) return one
  const isRequired = required.some(requirement =>
    isMet(requirement, field => repeated.some(([own]) => own === field)),
  )
  if (!isRequired) return one
  const starts = Array.from({ length: count }, (_, at) =>
    Math.min(...repeated.map(([, columns]) => columns[at] as number)),
  )
  const isIn = (column: number, at: number) =>
    column >= (starts[at] as number) && column < (starts[at + 1] ?? Number.POSITIVE_INFINITY)
  if (!repeated.every(([, columns]) => columns.every(isIn))) return one
  const first = starts[0] as number
  const ahead = (start: number) => {
    let before = 0
    while (
      before < first &&
      keys[start - before - 1] &&
      keys[start - before - 1] === keys[first - before - 1]
    )
      before++
    return start - before
  }
  return starts.map((start, at) => {
    const own = repeated.map(([field, columns]) => [field, columns[at] as number] as const)
    const single = [...places].filter(
      ([field, column]) =>
        columnsOf.get(field)?.length === 1 && (column < (starts[0] as number) || isIn(column, at)),
    )
    return {
      places: new Map([...own, ...single]),
      own: [
        ...own.map(([field]) => field),
        ...single.flatMap(([field, column]) => (isIn(column, at) ? [field] : [])),
      ],
      column: at === 0 ? 0 : start,
      from: at === 0 ? 0 : ahead(start),
    }
  })
}
