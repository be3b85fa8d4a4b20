import { type RandomWorld, windowsOf } from './rate-world'
import { dueOn, fraction, isIn, isOfKind } from './reckoned-people'
import type { Question } from './reckoning'

export function examPeople(world: RandomWorld, question: Question) {
  const { from, to, asOf, month, form, personId } = question
  if (form !== undefined && form !== '') return []
  return world.exams
    .filter(each => each.status === 'scheduled' && each.closingDay <= asOf)
    .filter(each => from <= each.closingDay && each.closingDay <= to)
    .filter(each => month === undefined || each.closingDay.slice(0, 7) === month)
    .flatMap(exam =>
      dueOn(world, { ...exam, day: exam.closingDay }).map(candidate => ({ ...candidate, exam })),
    )
    .filter(each => isIn(world, each.unitId, question, each.exam.closingDay))
    .filter(each => personId === undefined || each.personId === personId)
    .filter(each => isOfKind(world, question, each.personId, each.exam.closingDay))
    .filter(() => question.topicId === undefined)
    .filter(each => !world.exempt[`${each.exam.id}/${each.personId}`])
    .flatMap(candidate => {
      const { exam } = candidate
      const valid = world.attempts
        .filter(each => each.examId === exam.id && each.personId === candidate.personId)
        .map(each => (each.submittedAt === null ? { ...each, day: exam.closingDay } : each))
        .filter(each => !each.annulled && isInWindow(each, exam) && each.day <= asOf)
        .sort(
          (a, b) =>
            a.day.localeCompare(b.day) || (a.submittedAt ?? 0) - (b.submittedAt ?? 0) || a.number - b.number,
        )
      const counting = countingOf(valid, exam)
      return [
        {
          ...candidate,
          sat: valid.length > 0,
          passed: valid.some(each => each.passed),
          firstPassed: valid[0]?.passed ?? false,
          excellent: counting?.score != null && counting.score >= 90,
        },
      ]
    })
}

/** Without a time it counts on the closing day; with one it lies between the opening and the end of the last window. */
function isInWindow({ submittedAt }: RandomWorld['attempts'][number], exam: RandomWorld['exams'][number]) {
  const { closesAt, makeUpClosesAt } = windowsOf(exam)
  if (submittedAt === null) return true
  return submittedAt >= windowsOf(exam).opensAt && submittedAt <= (makeUpClosesAt ?? closesAt)
}

function countingOf(valid: RandomWorld['attempts'], exam: RandomWorld['exams'][number]) {
  const inMakeUp = (each: RandomWorld['attempts'][number]) =>
    each.submittedAt !== null && each.submittedAt > windowsOf(exam).closesAt
  const [first] = valid
  switch (exam.counting) {
    case 'last':
      return valid.at(-1)
    case 'best': {
      // Without a score a pass ranks between 0 and 1, a fail below 0; of equals the earlier one counts.
      const worth = (each: RandomWorld['attempts'][number]) => each.score ?? (each.passed ? 0.5 : -1)
      return [...valid].sort((a, b) => worth(b) - worth(a))[0]
    }
    case 'first':
      return !first || first.passed || inMakeUp(first) ? first : (valid.find(inMakeUp) ?? first)
  }
}

export function examRates(world: RandomWorld, question: Question) {
  const candidates = examPeople(world, question)
  const sat = candidates.filter(each => each.sat).length
  const count = (is: (each: (typeof candidates)[number]) => boolean) => candidates.filter(is).length
  return {
    examParticipationRate: fraction(sat, candidates.length),
    passRate: fraction(
      count(each => each.passed),
      candidates.length,
    ),
    passRateOfSat: fraction(
      count(each => each.passed),
      sat,
    ),
    excellentRate: fraction(
      count(each => each.excellent),
      sat,
    ),
    firstTimePassRate: fraction(
      count(each => each.firstPassed),
      sat,
    ),
  }
}
