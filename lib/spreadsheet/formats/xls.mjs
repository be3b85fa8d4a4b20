import { readXls as readBiff } from 'hucre/xlsx'
import { plainNumber } from './number-format.mjs'
import { Unreadable } from './unreadable.mjs'
import { choose } from './xlsx.mjs'

const START_OF_WORKBOOK = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06]
const FILE_PASSWORD = 0x2f
const FIRST_RECORDS = 8

/**
 * One sheet of an Excel 97–2003 file, read with hucre. @param {Uint8Array} bytes @param {string | undefined}
 * wanted
 */
export async function readXls(bytes, wanted) {
  if (hasPassword(bytes)) throw new Unreadable('encrypted')
  const workbook = await readBiff(withKnownDateFormats(bytes)).catch(error => {
    throw new Unreadable('damaged', String(error))
  })
  const sheet = choose(workbook.sheets, wanted)
  const rows = []
  sheet.rows.forEach((row, index) => {
    const cells = []
    row?.forEach((value, column) => {
      const shown = textOf(value)
      if (shown !== '') cells.push([column + 1, shown])
    })
    if (cells.length > 0) rows.push({ number: index + 1, cells })
  })
  const merges = (sheet.merges ?? []).map(merge => ({
    top: merge.startRow + 1,
    left: merge.startCol + 1,
    bottom: merge.endRow + 1,
    right: merge.endCol + 1,
  }))
  return { rows, merges, sheetName: sheet.name, sheetNames: workbook.sheets.map(each => each.name) }
}

function textOf(value) {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return plainNumber(value)
  if (!(value instanceof Date)) return value
  const [day, clock] = new Date(Math.round(value.getTime() / 1000) * 1000)
    .toISOString()
    .slice(0, 19)
    .split('T')
  const time = clock.replace(/:00$/, '')
  // A time without a day is stored on the day before the first day of either date system.
  if (day === '1899-12-31' || (day === '1904-01-01' && time !== '00:00')) return time
  return time === '00:00' ? day : `${day} ${time}`
}

/** Whether a FILEPASS record is among the first records of the workbook. */
function hasPassword(bytes) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = buffer.indexOf(Buffer.from(START_OF_WORKBOOK))
  if (at === -1) return false
  for (let record = 0; record < FIRST_RECORDS && at + 4 <= buffer.length; record++) {
    if (buffer.readUInt16LE(at) === FILE_PASSWORD) return true
    at += 4 + buffer.readUInt16LE(at + 2)
  }
  return false
}

/**
 * hucre does not know the date formats that a Chinese Excel builds in (27–36, 50–58: `3月1日` typed into a cell),
 * so their cell formats are patched to the plain date (14) or time (20). Extended formats are records e0 of 20
 * bytes with the number format in bytes 2 and 3.
 */
function withKnownDateFormats(bytes) {
  const buffer = Buffer.from(bytes)
  const record = Buffer.from([0xe0, 0x00, 0x14, 0x00])
  for (
    let at = buffer.indexOf(record);
    at !== -1 && at + 8 <= buffer.length;
    at = buffer.indexOf(record, at + 4)
  ) {
    const format = buffer.readUInt16LE(at + 6)
    const isTime = (format >= 32 && format <= 35) || format === 55 || format === 56
    const isDay = (format >= 27 && format <= 36) || (format >= 50 && format <= 58)
    if (isTime || isDay) buffer.writeUInt16LE(isTime ? 20 : 14, at + 6)
  }
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
