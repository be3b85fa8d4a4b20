import { chance } from './chance'
import type { Attempt, Exam, Person } from './facts'
import { roster } from './people'
import { dueOn } from './rolls'
import { allCommunities, tagged } from './street'

export const exams: readonly [Exam, Exam] = [
  {
    name: '社区工作者民法典知识测试',
    opens: '2023-06-05',
    closes: '2023-06-20',
    makeUpCloses: '2023-07-07',
    fullMark: 100,
    passMark: 60,
    attempts: 1,
    makeUpAttempts: 1,
    audience: allCommunities,
    host: '综合治理办公室',
    planItem: '社区工作者民法典知识测试',
  },
  {
    name: '2023年度网上学法考试',
    opens: '2023-10-16 09:00',
    closes: '2023-10-31 17:30',
    makeUpCloses: '2023-11-15 17:30',
    fullMark: 100,
    passMark: 60,
    attempts: 2,
    makeUpAttempts: 1,
    audience: tagged('应考人员'),
    host: '党政办公室',
    planItem: '2023年度网上学法考试',
  },
]
const [ofCommunities, ofYear] = exams

const days = {
  [ofCommunities.name]: {
    official: [6, 5, 20],
    again: [6, 5, 20],
    makeUp: [
      [6, 25, 30],
      [7, 1, 7],
    ],
  },
  [ofYear.name]: {
    official: [10, 16, 24],
    again: [10, 25, 30],
    makeUp: [
      [11, 2, 15],
      [11, 2, 15],
    ],
  },
} as const

/** 免考 by position on the list. */
const exemptions: Record<string, Record<number, string>> = {
  [ofCommunities.name]: { 26: '产假', 63: '长期病假', 90: '援建外派' },
  [ofYear.name]: { 12: '已参加上级统一考试', 57: '长期病假' },
}

/** Who is on an exam's list: the roster of its closing day. */
export const candidatesOf = (exam: Exam) => dueOn(exam.audience, exam.closes.slice(0, 10))

/** Everybody required passes in the end, some only in the make-up window. */
export const attempts: readonly Attempt[] = exams.flatMap(exam => {
  const rows = candidatesOf(exam).flatMap(({ person }, place) => attemptsOf(exam, person, place))
  // Sat the exam and left before its closing day: listed, but in no rate.
  const leaver = roster.find(row => row.to === (exam === ofYear ? '2023-10-20' : '2023-06-15'))
  if (leaver)
    rows.push(sat(exam, leaver.person, exam === ofYear ? '2023-10-17 10:12' : '2023-06-12 15:40', 88))
  return rows
})

function sat(exam: Exam, person: Person, at: string | null, score: number): Attempt {
  return { exam, person, at, score, state: 'submitted' }
}

function attemptsOf(exam: Exam, person: Person, place: number): Attempt[] {
  const draw = chance(`exam ${exam.name} ${person.id}`)
  const spans = days[exam.name]
  if (!spans) throw new Error(exam.name)
  const at = ([month, low, high]: readonly [number, number, number]) => {
    const two = (n: number) => String(n).padStart(2, '0')
    return `2023-${two(month)}-${two(draw.between(low, high))} ${two(draw.between(9, 16))}:${two(draw.between(0, 59))}`
  }
  const pass = () => sat(exam, person, at(spans.official), draw.between(66, 100))
  const makeUp = () => sat(exam, person, at(spans.makeUp[place % 2 ? 1 : 0]), draw.between(62, 93))

  const exempt = exemptions[exam.name]?.[place]
  if (exempt) return [{ exam, person, at: null, score: null, state: 'exempt', remark: exempt }]
  if (exam === ofYear && place === 31)
    return [
      sat(exam, person, at(spans.official), 0),
      { ...sat(exam, person, at(spans.again), 84), remark: '首次断网' },
    ]
  if (exam === ofYear && place === 44)
    return [
      { ...sat(exam, person, at(spans.official), 97), state: 'annulled', remark: '他人代答，作废' },
      sat(exam, person, at(spans.makeUp[0]), 78),
    ]
  const drawn = draw.next()
  if (drawn < 0.05) return [{ exam, person, at: null, score: null, state: 'missed' }, makeUp()]
  if (drawn < 0.1) return [sat(exam, person, at(spans.official), draw.between(38, 58)), makeUp()]
  if (drawn < 0.17 && exam === ofYear)
    return [
      sat(exam, person, at(spans.official), draw.between(41, 59)),
      sat(exam, person, at(spans.again), draw.between(64, 90)),
    ]
  if (drawn > 0.93) return [{ ...pass(), at: null }]
  return [pass()]
}
