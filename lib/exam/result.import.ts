import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { gatherInto } from '@/lib/core/gathered'
import { audienceFrom } from '@/lib/organisation/lookup/audience.queries'
import { withStaffNumbers } from '@/lib/organisation/lookup/entry-number.rules'
import { knownFrom } from '@/lib/organisation/lookup/known.sql'
import { askWho, hostOfPeople } from '@/lib/organisation/lookup/who-takes-part.sql'
import type { Fault, Importer, Judged } from '@/lib/spreadsheet/importer.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { recordResults } from './attempt.commands'
import { holdExam, widenExam } from './new-exam.commands'
import { isNewExam, newExams, textOfExam } from './new-exam.import'
import { type Context, type Effects, loadContext } from './result-context.import'
import { judgePerson } from './result-person.import'
import type { ResultRead } from './result-read.rules'
import { readRow } from './result-row.import'

/** 考试成绩: a row with a score is a submitted attempt; its key is exam + person + 次数 (else 交卷时间, else order). */
export const resultsImporter: Importer<Effects> = {
  kind: 'results',
  restsOn: [...knownFrom, ...audienceFrom, 'exam', 'attempt', 'exam_candidate', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const loaded = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effects> = { outcomes: [], faults: [], notes: [], effects: [] }
    const byPerson = new Map<string, ResultRead[]>()
    const numbered = await sliced(withStaffNumbers(rows, loaded.known.nameWith), pause)
    const context = { ...loaded, ...(await newExams(on, numbered, loaded, pause)) }
    for (const { row, cells } of numbered) {
      await pause()
      const faults: Fault[] = []
      const read = readRow(context, { row, cells }, faults)
      judged.faults.push(...faults)
      for (const each of read ?? []) gatherInto(byPerson, `${each.of.id}/${each.personId}`, each)
    }
    const open = await askWhoSits(on, context, { byPerson, faults: judged.faults }, pause)
    const effects = new Map<number, Effects[number]>()
    for (const [key, reads] of byPerson) {
      await pause()
      const { of } = reads[0] as ResultRead
      if (open.has(of.id)) continue
      const effect = effects.get(of.id) ?? { exam: of, attempts: [], exempt: [], missed: [], listed: [] }
      effects.set(of.id, effect)
      listWhomSheetNames(context, effect, key, reads)
      judgePerson(context, judged, effect, key, reads)
    }
    for (const effect of effects.values())
      if (isNewExam(effect.exam)) await settleNewExam(on, context, effect)
    judged.notes.push(...notesOf([...effects.values()]))
    judged.outcomes.sort((a, b) => a.row - b.row)
    judged.effects = [...effects.values()]
    return judged
  },

  async write(tx, viewer, effects, options) {
    for (const { sits, listed, ...effect } of effects) {
      const exam = sits
        ? await holdExam(tx, viewer, effect.exam, sits)
        : listed.length > 0
          ? await widenExam(tx, viewer, effect.exam, listed)
          : effect.exam
      await recordResults(tx, viewer, { ...effect, exam }, options.reason)
    }
  },
}

/** Asks for whom the exams are that are made with the sheet, where nothing says so; these are not judged further. */
async function askWhoSits(
  on: On,
  context: Context,
  { byPerson, faults }: { byPerson: ReadonlyMap<string, ResultRead[]>; faults: Fault[] },
  pause: Pause,
): Promise<Set<number>> {
  const open = new Set<number>()
  for (const made of context.made.values()) {
    if (!('exam' in made) || !made.isOpen) continue
    const { id, title, closingDay: day, hostUnitId } = made.exam
    const reads = [...byPerson.values()].flat().filter(each => each.of.id === id)
    if (reads.length === 0) continue
    open.add(id)
    const personIds = [...new Set(reads.map(each => each.personId))]
    const rows = [...new Set(reads.map(each => each.row))]
    const about = { title, rows, personIds, day, hostUnitId }
    await askWho(on, context, about, { options: context.options, kind: 'results', faults }, pause)
  }
  return open
}

/** Whom the sheet of an exam made with it names has to sit it, unless words say who. */
function listWhomSheetNames(
  context: Context,
  effect: Effects[number],
  key: string,
  reads: ResultRead[],
): void {
  const { of, personId } = reads[0] as ResultRead
  const made = context.made.get(matchKey(of.title))
  const isNew = isNewExam(of) && made !== undefined && 'exam' in made
  const isDue = isNew && made.words !== '' ? made.due.has(personId) : isNew || context.widened.has(of.id)
  const standing = context.standing.get(key)
  if (!isDue || (standing !== undefined && standing !== 'withdrawn')) return
  context.standing.set(key, 'required')
  effect.listed.push({ personId, name: context.known.nameOf(personId) })
}

/** Who sits it and who holds it, once all rows are read. */
async function settleNewExam(on: On, context: Context, effect: Effects[number]): Promise<void> {
  const { exam, listed } = effect
  const made = context.made.get(matchKey(exam.title))
  if (!made || !('exam' in made)) return
  const isWorded = made.words !== ''
  const personIds = isWorded ? [...made.due] : listed.map(each => each.personId)
  const of = { personIds, day: exam.closingDay, hostUnitId: exam.hostUnitId }
  exam.hostUnitId = await hostOfPeople(on, context, of)
  const words = listed.map(each => each.name).join('、')
  effect.sits = isWorded ? made : { words, parts: [], personIds }
}

function notesOf(effects: Effects): Judged<unknown>['notes'] {
  const made = effects.flatMap(({ exam, sits }) => (sits ? [textOfExam(exam)] : []))
  const places = { count: made.length, exams: made.join('、') }
  return made.length > 0 ? [{ reason: 'examsMade', places }] : []
}
