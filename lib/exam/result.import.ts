import { gt, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, type Pause, paged } from '@/db/pause'
import { attempt, exam, examCandidate } from '@/db/schema/exam'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, type Instant, instantOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { gathered, gatherInto, type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type {
  Cells,
  Fault,
  Importer,
  ImportOptions,
  Judged,
  RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { parseCount, parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import { readResultState } from './exam.sheet'

type Exam = typeof exam.$inferSelect
type Kept = typeof attempt.$inferSelect
type Sitting = {
  number: number
  submittedAt: Instant | null
  day: Day
  score: number | null
  passed: boolean
  annulledReason: string | null
}
type Effects = {
  exam: Exam
  attempts: (Sitting & { personId: number })[]
  exempt: { personId: number; reason: string | null }[]
}[]
type ReadRow = {
  row: number
  of: Exam
  personId: number
  state: 'submitted' | 'missed' | 'exempt' | 'annulled'
  number: number | null
  submittedAt: Instant | null
  score: number | null
  passed: boolean
  sat: boolean
}
type Context = {
  known: Known
  exams: Exam[]
  kept: Map<string, Kept[]>
  standing: Map<string, string>
  viewer: Viewer
  options: ImportOptions
}

/** 考试成绩: a row with a score is a submitted attempt; its key is exam + person + 次数 (else 交卷时间, else order). */
export const resultsImporter: Importer<Effects> = {
  kind: 'results',
  restsOn: [...knownFrom, 'exam', 'attempt', 'exam_candidate'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effects> = { outcomes: [], faults: [], notes: [], effects: [] }
    const byPerson = new Map<string, ReadRow[]>()
    for (const { row, cells } of rows) {
      await pause()
      const read = readRow(context, row, cells)
      if ('fault' in read) {
        judged.faults.push({ row, ...read.fault })
        continue
      }
      const key = `${read.of.id}/${read.personId}`
      gatherInto(byPerson, key, read)
    }
    const effects = new Map<number, Effects[number]>()
    for (const [key, reads] of byPerson) {
      await pause()
      const { of, personId } = reads[0] as ReadRow
      const effect = effects.get(of.id) ?? { exam: of, attempts: [], exempt: [] }
      effects.set(of.id, effect)
      judgePerson(context, judged, effect, key, personId, reads)
    }
    judged.outcomes.sort((a, b) => a.row - b.row)
    judged.effects = [...effects.values()]
    return judged
  },

  async write(tx, viewer, effects, options) {
    for (const effect of effects) await writeExam(tx, viewer, effect, options)
  },
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, exams, attempts, candidates] = await Promise.all([
    loadKnown(on, options, pause),
    on.select().from(exam),
    paged<Kept>(pause, (last, limit) =>
      on
        .select()
        .from(attempt)
        .where(gt(attempt.id, last?.id ?? 0))
        .orderBy(attempt.id)
        .limit(limit),
    ),
    paged<{ examId: number; personId: number; standing: string }>(pause, (last, limit) =>
      on
        .select({
          examId: examCandidate.examId,
          personId: examCandidate.personId,
          standing: examCandidate.standing,
        })
        .from(examCandidate)
        .where(
          sql`(${examCandidate.examId}, ${examCandidate.personId}) > (${last?.examId ?? 0}, ${last?.personId ?? 0})`,
        )
        .orderBy(examCandidate.examId, examCandidate.personId)
        .limit(limit),
    ),
  ])
  const kept = gathered(attempts, each => `${each.examId}/${each.personId}`)
  for (const own of kept.values()) own.sort((a, b) => a.number - b.number)
  return {
    known,
    exams,
    kept,
    standing: new Map(candidates.map(each => [`${each.examId}/${each.personId}`, each.standing])),
    viewer,
    options,
  }
}

function readRow(
  context: Context,
  row: number,
  cells: Cells['cells'],
): ReadRow | { fault: Omit<Fault, 'row'> } {
  const { known, options, viewer } = context
  const cell = (field: string) => cells[field] ?? ''
  const of = examMeant(context, cell('exam') || (options.exam ?? ''))
  if ('reason' in of) return { fault: { field: 'exam', ...of } }
  const host = known.unitById(of.hostUnitId)
  if (!host || !canOrganise(viewer, host.path))
    return { fault: { field: 'exam', reason: 'outsideScope', places: { unit: host?.name ?? '' } } }
  if (of.status !== 'scheduled') return { fault: { field: 'exam', reason: 'examCancelled' } }
  const person = known.personMeant(
    viewer,
    { staffNo: cell('staffNo'), name: cell('name'), unit: cell('unit') },
    of.closingDay,
  )
  if (!person.ok)
    return {
      fault: {
        field: cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
        ...person.fault,
      },
    }
  const listed = context.standing.get(`${of.id}/${person.value}`)
  if ((listed === undefined || listed === 'withdrawn') && !known.isSeen(viewer, person.value, of.closingDay))
    return {
      fault: {
        field: cell('staffNo') ? 'staffNo' : 'name',
        reason: 'personOutsideScope',
        places: { name: cell('name') || cell('staffNo') },
      },
    }
  // Some platforms write 缺考 or 免考 in the column of the score.
  const inScore = readResultState(cell('score'))
  const scoreText = inScore ? '' : cell('score')
  const state = readResultState(cell('state')) || inScore || ''
  if (readResultState(cell('state')) === null)
    return { fault: { field: 'state', reason: 'unknownState', places: { text: cell('state') } } }
  const score = scoreText === '' ? null : parseNumber(scoreText.replace(/分$/, ''))
  if (score && !score.ok)
    return { fault: { field: 'score', reason: score.reason, places: { text: cell('score') } } }
  const value = score?.ok ? score.value : null
  if (value !== null && value < 0)
    return { fault: { field: 'score', reason: 'negative', places: { text: cell('score') } } }
  if (value !== null && value > of.fullMark)
    return { fault: { field: 'score', reason: 'aboveFull', places: { score: value, full: of.fullMark } } }
  const resultText =
    cell('result') ||
    (['合格', '不合格'].includes(cell('score'))
      ? cell('score')
      : ['合格', '不合格'].includes(cell('state'))
        ? cell('state')
        : '')
  const result = resultText === '' ? null : passedBy(resultText)
  if (resultText !== '' && result === null)
    return { fault: { field: 'result', reason: 'unknownResult', places: { text: resultText } } }
  if (value !== null && result !== null && result !== value >= of.passMark)
    return {
      fault: { field: 'result', reason: 'resultAgainstScore', places: { score: value, pass: of.passMark } },
    }
  const day = cell('submittedAt')
    ? parseDay(cell('submittedAt'), options.year ?? yearOf(of.closingDay))
    : null
  if (day && !day.ok)
    return { fault: { field: 'submittedAt', reason: day.reason, places: { text: cell('submittedAt') } } }
  const time = parseTime(
    cell('submittedAt')
      .replace(/^.*?[日\d]\s+(?=\S*[:：时点])/, '')
      .replace(/^.*日/, ''),
  )
  const submittedAt = day?.ok ? instantOf(day.day, time.ok ? time.start : '00:00') : null
  const number = cell('number') ? parseCount(cell('number').replace(/^第|[次回]$/g, '')) : null
  if (number && !number.ok)
    return { fault: { field: 'number', reason: number.reason, places: { text: cell('number') } } }
  const sat = value !== null || result !== null
  if (state === 'missed' && sat) return { fault: { field: 'score', reason: 'missedWithScore' } }
  const end = of.makeUpClosesAt ?? of.closesAt
  if (submittedAt !== null && submittedAt > end && sat && state !== 'annulled') {
    return { fault: { field: 'submittedAt', reason: 'afterWindow', places: { end: dayOf(end) } } }
  }
  return {
    row,
    of,
    personId: person.value,
    state: state === 'exempt' || state === 'annulled' ? state : sat ? 'submitted' : 'missed',
    number: number?.ok ? number.value : null,
    submittedAt,
    score: value,
    passed: value !== null ? value >= of.passMark : result === true,
    sat,
  }
}

function examMeant({ exams, known }: Context, name: string): Exam | Omit<Fault, 'row' | 'field'> {
  if (!name) return { reason: 'examNotNamed' }
  const word = known.meaningOf('exam', name)
  const named = exams.filter(each => matchKey(each.title) === matchKey(word))
  if (named.length === 1) return named[0] as Exam
  if (named.length > 1) return { reason: 'severalExams', places: { title: name } }
  const likely = nearest(
    word,
    exams.map(each => each.title),
  )
  return {
    reason: 'noSuchExam',
    places: { title: name },
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}

function passedBy(text: string): boolean | null {
  if (['合格', '及格', '通过', '优秀', '良好'].includes(text)) return true
  return ['不合格', '不及格', '未通过'].includes(text) ? false : parseYesNo(text)
}

/** Matches one person's rows in one exam to attempts, and checks that they are not too many. */
function judgePerson(
  context: Context,
  judged: Judged<Effects>,
  effect: Effects[number],
  key: string,
  personId: number,
  reads: ReadRow[],
): void {
  const { exam: of } = effect
  const label = `${context.known.nameOf(personId)} ${of.title}`
  const standing = context.standing.get(key)
  const kept = context.kept.get(key) ?? []
  const tell = (row: number, given: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>) =>
    judged.outcomes.push({ row, label, ...given })
  const fault = (row: number, given: Omit<Fault, 'row'>) => judged.faults.push({ row, ...given })

  for (const read of reads.filter(each => each.state === 'exempt')) {
    if (standing === undefined) tell(read.row, { outcome: 'leftOut', remark: 'notOnList' })
    else if (standing === 'exempt') tell(read.row, { outcome: 'unchanged' })
    else {
      tell(read.row, { outcome: 'changed', before: standing, after: 'exempt', remark: 'exempt' })
      effect.exempt.push({ personId, reason: null })
    }
  }
  for (const read of reads.filter(each => each.state === 'missed'))
    tell(read.row, { outcome: 'unchanged', remark: 'notSat' })

  const sittings = reads.filter(each => each.sat || each.state === 'annulled')
  if (sittings.every(each => each.number === null && each.submittedAt !== null))
    sittings.sort((a, b) => (a.submittedAt as number) - (b.submittedAt as number))
  const taken = new Set(sittings.flatMap(each => each.number ?? []))
  const numbers = new Map<number, ReadRow>()
  const fresh: (Sitting & { row: number })[] = []
  let untimed = 0
  for (const read of sittings) {
    const byTime =
      read.number === null && read.submittedAt !== null
        ? kept.find(each => each.submittedAt === read.submittedAt)
        : undefined
    let number = read.number ?? byTime?.number
    if (number === undefined) {
      // Without a submission time the order of rows gives the attempt's number; with one it is an additional attempt.
      number = read.submittedAt === null ? ++untimed : 1
      const isFree = (at: number) =>
        !taken.has(at) &&
        !numbers.has(at) &&
        (read.submittedAt === null || !kept.some(each => each.number === at))
      while (!isFree(number)) number++
      if (read.submittedAt === null) untimed = number
    }
    const twice = numbers.get(number)
    if (twice) {
      fault(read.row, { field: 'number', reason: 'keyTwice', places: { row: twice.row } })
      continue
    }
    numbers.set(number, read)
    const sitting: Sitting = {
      number,
      submittedAt: read.submittedAt,
      day: read.submittedAt === null ? of.closingDay : dayOf(read.submittedAt),
      score: read.score,
      passed: read.passed,
      annulledReason: read.state === 'annulled' ? '作废' : null,
    }
    const there = kept.find(each => each.number === number)
    const isSame =
      there &&
      there.score === sitting.score &&
      there.passed === sitting.passed &&
      there.submittedAt === sitting.submittedAt &&
      (there.annulledReason === null) === (sitting.annulledReason === null)
    if (isSame) tell(read.row, { outcome: 'unchanged' })
    else if (
      there &&
      (there.score !== sitting.score || there.passed !== sitting.passed) &&
      !context.options.replace
    ) {
      fault(read.row, {
        field: 'score',
        reason: 'scoreDiffers',
        places: { was: there.score ?? '', is: sitting.score ?? '' },
      })
    } else {
      const remark =
        standing === undefined || standing === 'withdrawn'
          ? 'notOnList'
          : standing === 'exempt'
            ? 'exemptWithScore'
            : undefined
      tell(read.row, {
        outcome: there ? 'changed' : 'new',
        remark,
        ...(there ? { before: String(there.score ?? ''), after: String(sitting.score ?? '') } : {}),
      })
      fresh.push({ ...sitting, row: read.row })
    }
  }
  const tooMany = beyond(of, [
    ...kept.filter(each => !fresh.some(one => one.number === each.number)),
    ...fresh,
  ])
  for (const one of fresh) {
    if (tooMany.has(one.number)) {
      judged.outcomes.splice(
        judged.outcomes.findIndex(each => each.row === one.row),
        1,
      )
      fault(one.row, { field: 'number', reason: 'beyondAttempts', places: { number: one.number } })
    } else {
      const { row, ...sitting } = one
      effect.attempts.push({ ...sitting, personId })
    }
  }
}

/** The numbers of attempts beyond 可考次数 in the official window, or 补考次数 after it; annulled ones are not counted. */
function beyond(
  of: Exam,
  attempts: Pick<Sitting, 'number' | 'submittedAt' | 'annulledReason'>[],
): Set<number> {
  const valid = [...attempts]
    .filter(each => each.annulledReason === null)
    .sort((a, b) => (a.submittedAt ?? 0) - (b.submittedAt ?? 0) || a.number - b.number)
  const isMakeUp = (each: { submittedAt: Instant | null }) =>
    each.submittedAt !== null && each.submittedAt > of.closesAt
  const official = valid.filter(each => !isMakeUp(each))
  const makeUp = valid.filter(isMakeUp)
  // Without 交卷时间 it is unknown which attempts were in the make-up window, so both limits are added up.
  const timeless = valid.some(each => each.submittedAt === null)
  const allowed =
    of.attempts === null
      ? Number.POSITIVE_INFINITY
      : of.attempts +
        (timeless && of.makeUpClosesAt !== null ? (of.makeUpAttempts ?? Number.POSITIVE_INFINITY) : 0)
  return new Set(
    [
      ...official.slice(Number.isFinite(allowed) ? allowed : official.length),
      ...makeUp.slice(of.makeUpAttempts ?? makeUp.length),
    ].map(each => each.number),
  )
}

async function writeExam(
  tx: Tx,
  viewer: Viewer,
  { exam: of, attempts, exempt }: Effects[number],
  options: ImportOptions,
): Promise<void> {
  await inParts(attempts, part =>
    tx.run(sql`
      insert into attempt (exam_id, person_id, number, submitted_at, day, score, pass_mark, passed, source, annulled_reason)
      select ${of.id}, r.value ->> 'personId', r.value ->> 'number', r.value ->> 'submittedAt', r.value ->> 'day',
        cast(r.value ->> 'score' as real), ${of.passMark}, r.value ->> 'passed', 'import', r.value ->> 'annulledReason'
      from json_each(${JSON.stringify(part)}) r where true
      on conflict (exam_id, person_id, number) do update set submitted_at = excluded.submitted_at, day = excluded.day,
        score = excluded.score, passed = excluded.passed, annulled_reason = excluded.annulled_reason, version = version + 1`),
  )
  if (exempt.length > 0) {
    await tx.run(sql`
      update exam_candidate set standing = 'exempt', standing_by_hand = 1, version = version + 1,
        feed_sequence = feed_sequence + 1, feed_changed_at = ${now()}
      where exam_id = ${of.id} and person_id in (select r.value ->> 'personId' from json_each(${JSON.stringify(exempt)}) r)`)
    await touchPeople(
      tx,
      exempt.map(each => each.personId),
    )
  }
  if (attempts.length + exempt.length > 0) {
    await recordAudit(tx, viewer, {
      action: 'exam.importResults',
      subject: 'exam',
      subjectId: of.id,
      reason: options.reason,
      after: { attempts, exempt },
    })
  }
}
