import { columnLetters } from './place.rules'
import type { FileReading } from './reading.rules'

type Reading = Pick<FileReading, 'sheets'>

/** A column with values that is not read; `guess` is the field that it may be. */
export type Unused = { sheet: string; head: string; guess: string | null; samples: string[] }

/** The columns with values that are not read, of the sheets that are; plain numbers of the rows are none. */
export function unusedOf({ sheets }: Reading): Unused[] {
  return sheets
    .filter(each => each.isRead)
    .flatMap(({ name, columns }) =>
      columns
        .filter(each => each.field === null && each.how !== 'meeting' && each.samples.length > 0)
        .filter(each => !isRowNumber(each))
        .map(({ at, head, guess, samples }) => ({
          sheet: name,
          head: head || columnLetters(at),
          guess,
          samples,
        })),
    )
}

/** Those of which nobody has said, now or earlier, that they are left alone. */
export function openColumnsOf(reading: Reading): Unused[] {
  const sheets = reading.sheets.map(each => ({
    ...each,
    columns: each.columns.filter(one => one.how !== 'said' && !one.wasLeft),
  }))
  return unusedOf({ sheets })
}

const isRowNumber = ({ head, samples }: { head: string; samples: string[] }) =>
  /^(?:序号?|编?号|No\.?|#|)$/i.test(head.normalize('NFKC').replace(/\s/g, '')) &&
  samples.every((text, at) => Number(text) === Number(samples[0]) + at)

/** Heads of columns that are left alone, of the sheets that are read. */
export function unknownHeadsOf({ sheets }: Reading): string[] {
  const left = sheets.filter(each => each.isRead).flatMap(each => each.columns)
  return [
    ...new Set(
      left
        .filter(each => each.field === null && each.how !== 'meeting' && each.how !== 'guessed')
        .map(each => each.head),
    ),
  ].filter(Boolean)
}

/** The same with those of which a field is only proposed. */
export function unreadHeadsOf({ sheets }: Reading): string[] {
  const left = sheets.filter(each => each.isRead).flatMap(each => each.columns)
  const unread = left.filter(each => each.field === null && each.how !== 'meeting')
  return [...new Set(unread.map(each => each.head))].filter(Boolean)
}
