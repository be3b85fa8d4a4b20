import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { canOrganise, organisesAll, type Viewer } from '@/lib/access/access.rules'
import { commonPath, isWithin } from '@/lib/access/unit-path.rules'
import type { Day } from '@/lib/core/time'
import { type KnownWord, type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { dueOfMeaning, peopleOfEach } from '@/lib/organisation/audience/audience.sql'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { ask, type Fault, type ImportOptions, questionKey } from '@/lib/spreadsheet/importer.rules'
import { OF_SHEET } from '@/lib/spreadsheet/new-subject.rules'
import { audienceOutside, unknownAudience } from './audience.queries'
import { audiencesProposed } from './audience-proposed.rules'
import type { Known } from './known.sql'

/** Who has to take part in what is made with its sheet: by words, or '' for the people whom the sheet names. */
export type WhoTakesPart = {
  words: string
  /** Nothing says who it is: asked once it is read whom the sheet names. */
  isOpen: boolean
  parts: Part[]
  personIds: number[]
  /** Whom the words mean on the day. */
  due: ReadonlySet<number>
}

type Asked = { title: string; words: string; day: Day; hostUnitId: number; row: number; field: string }

/** How it is asked for whom an exam, or a study, is that is made with its sheet. */
const questions = {
  results: { field: 'examWho', reason: 'newExamWho' },
  study: { field: 'studyWho', reason: 'newStudyWho' },
} as const
type Asking = { options: ImportOptions; kind: keyof typeof questions; faults: Fault[] }

export async function whoTakesPart(
  on: On,
  viewer: Viewer,
  { title, words: given, day, hostUnitId, row, field }: Asked,
  { options, kind, faults }: Asking,
  pause: Pause,
): Promise<WhoTakesPart> {
  const key = questionKey({ row, ...questions[kind], alike: title })
  const said = given || (options.answers?.[key]?.trim() ?? '')
  const words = said === OF_SHEET ? '' : said
  const nobody = { words, isOpen: said === '', parts: [], personIds: [], due: new Set<number>() }
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
  return { words, isOpen: false, ...meant, due: new Set(due.map(each => each.personId)) }
}

type Named = { title: string; rows: readonly number[]; personIds: number[]; day: Day; hostUnitId: number }

/**
 * Asks for whom it is, once for all rows: words that mean nearly everybody in the sheet are proposed with how many are not
 * in it, as who missed an exam often is in no sheet of its results.
 */
export async function askWho(
  on: On,
  { known, viewer }: { known: Known; viewer: Viewer },
  { title, rows, personIds, day, hostUnitId }: Named,
  { options, kind, faults }: Asking,
  pause: Pause,
): Promise<void> {
  const paths = await pathsOf(on, known, { personIds, day, hostUnitId })
  const book = (await knownWords(on, { ...options, kind }, pause)).of(hostUnitId)
  const groups = groupsOf(book, commonPath(paths), { known, viewer })
  const due = await peopleOfEach(
    groups.map(each => each.parts),
    day,
    on,
  )
  const proposed = audiencesProposed(
    personIds,
    groups.map(({ word }, at) => ({ words: word, due: due[at] ?? [] })),
  )
  const ofSheet = { value: OF_SHEET, choice: 'whoOfSheet', places: { count: personIds.length } }
  const choices = proposed.map(({ words, ...places }) => ({
    value: words,
    choice: places.others > 0 ? 'whoButOthers' : 'who',
    places: { words, ...places },
  }))
  for (const row of rows) {
    const about = { row, ...questions[kind], isDoubt: true as const, places: { title }, alike: title }
    ask(faults, options, { ...about, choices: [...choices, ofSheet] }, () => true)
  }
}

type Group = { word: string; parts: Part[] }

/** Words for the unit of all and those above it, for kinds of units and for tags; of several words for one the first. */
function groupsOf(
  words: readonly KnownWord[],
  path: string | null,
  { known, viewer }: { known: Known; viewer: Viewer },
): Group[] {
  const groups = new Map<string, Group>()
  for (const each of words) {
    if (each.means !== 'units' && each.means !== 'tag') continue
    const parts =
      each.means === 'units'
        ? each.parts
        : [{ unitId: each.unitId ?? null, below: true, unitKind: null, tagId: each.tagId }]
    const isNear = parts.every(({ unitId, unitKind }) => {
      const of = unitId === null ? undefined : known.unitById(unitId)
      if (!of) return unitId === null && organisesAll(viewer)
      return canOrganise(viewer, of.path) && (unitKind !== null || (path !== null && isWithin(path, of.path)))
    })
    const key = JSON.stringify(parts)
    if (isNear && !groups.has(key)) groups.set(key, { word: each.word, parts })
  }
  return [...groups.values()]
}

async function pathsOf(
  on: On,
  known: Known,
  { personIds, day, hostUnitId }: { personIds: number[]; day: Day; hostUnitId: number },
): Promise<string[]> {
  const due = await dueOfMeaning({ parts: [], personIds }, day, hostUnitId, on)
  return due.map(each => known.unitById(each.unitId)?.path ?? '')
}

/** The highest unit that the viewer organises: of the command line that of an office whose first units come in only now. */
export function ownHost(viewer: Viewer, units: readonly { id: number; path: string }[]): number | null {
  const own = units.filter(each => canOrganise(viewer, each.path))
  return own.sort((a, b) => a.path.split('/').length - b.path.split('/').length)[0]?.id ?? null
}

/** What is made with a sheet is held by the lowest unit to which all belong who have to take part, where the viewer organises it. */
export async function hostOfPeople(
  on: On,
  { known, viewer }: { known: Known; viewer: Viewer },
  of: { personIds: number[]; day: Day; hostUnitId: number },
): Promise<number> {
  const path = commonPath(await pathsOf(on, known, of))
  const host = known.units.find(each => each.path === path)
  return host && canOrganise(viewer, host.path) ? host.id : of.hostUnitId
}
