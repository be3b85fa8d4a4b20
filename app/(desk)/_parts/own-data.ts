import { namedFile } from '@/app/_http/attachment'
import type { Say } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import { workbookResponse } from '@/app/_ui/workbook-response'
import { now } from '@/lib/core/clock'
import { glossary, type Term } from '@/lib/core/glossary'
import {
  type FieldKind,
  type OwnData,
  type OwnDataPart,
  type OwnDataRow,
  ownDataJson,
  ownDataParts,
} from '@/lib/organisation/accounts/own-data.rules'
import { type FilledColumn, filledWith, type OutgoingSheet } from '@/lib/spreadsheet/workbook.sheet'

/** The groups of the glossary that name the codes of a field; `part.field` where the field alone does not say which. */
const groups: Record<string, string> = {
  bodyRole: 'bodyRole',
  'roles.role': 'role',
  locale: 'language',
  standing: 'standing',
  'exams.standing': 'examStanding',
  mark: 'mark',
  leaveRule: 'leaveRule',
  'leaves.state': 'leaveState',
  'makeUps.state': 'makeUpState',
  way: 'makeUpWay',
}
const places: Record<string, string> = {
  'attendance.how': 'attendance.person.how',
  browser: 'access.device.browser',
  system: 'access.device.system',
  action: 'audit.action',
  'sheets.kind': 'import.kind',
  'profiles.kind': 'import.kind',
}
const widths: Record<FieldKind, number> = { text: 20, number: 10, day: 12, instant: 18, flag: 8, values: 40 }
// The maximum length of an .xlsx cell, in characters.
const LONGEST_CELL = 32_000

/** One person's data as a download: .json where that is asked for, else .xlsx with a sheet for each part. */
export async function ownDataResponse(say: Say, data: OwnData, as: string | null): Promise<Response> {
  const { name, staffNo } = data
  const file = say.t('ownData.file', { name, staffNo })
  if (as !== 'json') return workbookResponse(file, ...ownDataSheets(say, data))
  return new Response(JSON.stringify(ownDataJson(data, now()), null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': namedFile(file, { plain: 'data', extension: 'json' }),
      'cache-control': 'private, no-store',
    },
  })
}

export function ownDataSheets(say: Say, { parts }: OwnData): OutgoingSheet[] {
  return (Object.keys(ownDataParts) as OwnDataPart[]).map(part => ({
    sheetName: say.t(`ownData.part.${part}`),
    ...filledWith(columnsOf(say, part), parts[part]),
  }))
}

function columnsOf(say: Say, part: OwnDataPart): FilledColumn<OwnDataRow>[] {
  return Object.entries(ownDataParts[part]).map(([field, kind]: [string, FieldKind]) => ({
    head: say.said(`ownData.field.${field}`) ?? field,
    width: widths[kind],
    kind: kind === 'number' || kind === 'day' ? kind : 'text',
    of: row => {
      const value = row[field] ?? null
      if (value === null || kind === 'number' || kind === 'day') return value
      if (kind === 'flag') return say.t(value === 1 ? 'ownData.yes' : 'ownData.no')
      if (kind === 'instant') return when(Number(value))
      return wordOf(say, part, field, String(value)).slice(0, LONGEST_CELL)
    },
  }))
}

function wordOf(say: Say, part: OwnDataPart, field: string, code: string): string {
  const term = `${groups[`${part}.${field}`] ?? groups[field]}.${code}`
  if (Object.hasOwn(glossary, term)) return say.term(term as Term)
  const place = places[`${part}.${field}`] ?? places[field] ?? `ownData.code.${part}.${field}`
  return say.said(`${place}.${code}`) ?? code
}
