import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { commonPath } from '@/lib/access/unit-path.rules'
import type { Day } from '@/lib/core/time'
import { type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { dueOfMeaning } from '@/lib/organisation/audience/audience.sql'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import type { Fault, ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { audienceOutside, unknownAudience } from './audience.queries'
import type { Known } from './known.sql'

/** Who has to take part in what is made with its sheet: by words, or '' for the people whom the sheet names. */
export type WhoTakesPart = {
  words: string
  parts: Part[]
  personIds: number[]
  /** Whom the words mean on the day. */
  due: ReadonlySet<number>
}

type Asked = { words: string; day: Day; hostUnitId: number; row: number; field: string }

export async function whoTakesPart(
  on: On,
  viewer: Viewer,
  { words, day, hostUnitId, row, field }: Asked,
  { options, kind, faults }: { options: ImportOptions; kind: ImportKind; faults: Fault[] },
  pause: Pause,
): Promise<WhoTakesPart> {
  const nobody = { words, parts: [], personIds: [], due: new Set<number>() }
  if (words === '') return nobody
  const ofHost = (await knownWords(on, { ...options, kind }, pause)).of(hostUnitId)
  const { parts, personIds, unknown } = understandAudience(words, ofHost)
  const [first] = unknown
  if (first !== undefined || parts.length + personIds.length === 0) {
    faults.push({ row, field, ...unknownAudience(viewer, first ?? words, ofHost) })
    return nobody
  }
  const meant = { parts, personIds }
  faults.push(...(await audienceOutside(viewer, on, row, meant, day, hostUnitId)))
  const due = await dueOfMeaning(meant, day, hostUnitId, on)
  return { words, ...meant, due: new Set(due.map(each => each.personId)) }
}

/** The highest unit that the viewer organises: of the command line that of an office whose first units come in only now. */
export function ownHost(viewer: Viewer, units: readonly { id: number; path: string }[]): number | null {
  const own = units.filter(each => canOrganise(viewer, each.path))
  return own.sort((a, b) => a.path.split('/').length - b.path.split('/').length)[0]?.id ?? null
}

/** What is for the people of a sheet is held by the lowest unit to which all belong, where the viewer organises it. */
export async function hostOfPeople(
  on: On,
  { known, viewer }: { known: Known; viewer: Viewer },
  { personIds, day, hostUnitId }: { personIds: number[]; day: Day; hostUnitId: number },
): Promise<number> {
  const due = await dueOfMeaning({ parts: [], personIds }, day, hostUnitId, on)
  const path = commonPath(due.map(each => known.unitById(each.unitId)?.path ?? ''))
  const host = known.units.find(each => each.path === path)
  return host && canOrganise(viewer, host.path) ? host.id : hostUnitId
}
