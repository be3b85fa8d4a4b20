import type { Say } from '@/app/_i18n/messages'
import type { Tone } from '@/app/_ui/tag'
import type { SheetColumn } from '@/lib/spreadsheet/workbook.sheet'
import {
  type Behind,
  type FigureCode,
  isFraction,
  type RowKind,
  type RowKinds,
  sideOf,
} from '@/lib/statistics/rates/rate.rules'
import { type OfFigure, oneOf, personAddress } from '../../_parts/address'
import { dayIn } from '../../_parts/span-words'

/** A cell: its text and link. The page renders it, the export writes it. */
export type Cell = { text: string; href?: string; value?: number | null; tone?: Tone }
export type Column<R> = Omit<SheetColumn, 'head'> & { head: string; cell: (row: R) => Cell }

type Columns = { [K in RowKind]: Column<RowKinds[K]>[] }

const text = (value: string | null | undefined): Cell => ({ text: value ?? '' })
// Missing people are highlighted, because readers look for them.
const sideTones: Record<'numerator' | 'rest' | 'aside', Tone | undefined> = {
  numerator: undefined,
  rest: 'owed',
  aside: 'soon',
}
const number = (value: number | null): Cell => ({ text: value === null ? '—' : String(value), value })

/** The columns of the rows behind a figure, shared by the page and the export. */
export function columnsOf(say: Say, code: FigureCode, of: OfFigure, behind: Behind): Column<never>[] {
  const { asOf } = of
  const { t, term } = say
  const col = <R>(
    head: string,
    width: number,
    cell: (row: R) => Cell,
    kind: SheetColumn['kind'] = 'text',
  ) => ({
    head,
    width,
    kind,
    cell,
  })
  const person = <R extends { personId: number; name: string; unitName: string }>(): Column<R>[] => [
    col(t('rate.rows.person'), 12, row => ({
      text: row.name,
      href: personAddress(of, row.personId),
    })),
    col(t('rate.rows.unit'), 20, row => text(row.unitName.replaceAll(',', '、'))),
  ]
  const activity = <R extends { activityId: number | null; title: string | null }>(head: string) =>
    col<R>(head, 36, row => ({
      text: row.title ?? '',
      ...(row.activityId !== null && { href: `/activities/${row.activityId}` }),
    }))
  // Of one person alone the rows may be the viewer's own, who may not open a sheet.
  const markOf = ({ activityId, personId }: { activityId: number; personId: number }) =>
    of.personId === undefined ? { href: oneOf('activity', activityId, personId) } : {}
  const day = <R extends { day: string | null }>() =>
    col<R>(t('rate.rows.day'), 12, row => text(row.day), 'day')
  // On which side of the fraction a row is; a sum has none.
  const counts = <R extends { n: number; d: number }>(): Column<R>[] =>
    isFraction(code)
      ? [
          col(t('rate.rows.counts'), 14, row => ({
            text: t(`rate.rows.in.${sideOf(row)}`),
            tone: sideTones[sideOf(row)],
          })),
        ]
      : []
  const columns: Columns = {
    attendance: [
      ...person<RowKinds['attendance']>(),
      activity(t('rate.rows.activity')),
      day(),
      col(t('rate.rows.mark'), 10, row => ({
        text:
          row.standing === 'required' ? term(`mark.${row.mark ?? 'none'}`) : term(`standing.${row.standing}`),
        ...(row.standing === 'required' && markOf(row)),
      })),
      ...(code === 'leaves' || code === 'exempted'
        ? [col<RowKinds['attendance']>(t('rate.missed.why'), 16, row => text(row.why))]
        : []),
      col(t('rate.rows.makeUp'), 18, row => text(makeUpWords(say, row, asOf))),
      ...counts<RowKinds['attendance']>(),
    ],
    online: [
      ...person<RowKinds['online']>(),
      activity(t('rate.rows.activity')),
      col(t('rate.rows.completedOn'), 14, row => ({
        text:
          row.completedOn !== null && row.completedOn <= asOf ? row.completedOn : t('rate.rows.notCompleted'),
        ...markOf(row),
      })),
      ...counts(),
    ],
    people: [
      ...person<RowKinds['people']>(),
      col(t('rate.rows.done'), 10, row =>
        text(t('rate.figure.fraction', { numerator: row.studied, denominator: row.required })),
      ),
      col(t('rate.rows.lacks'), 60, row => text(lacksWords(say, row.lacks, asOf))),
      ...counts(),
    ],
    exams: [
      ...person<RowKinds['exams']>(),
      col(t('rate.rows.exam'), 30, row => ({ text: row.title, href: `/exams/${row.examId}` })),
      col(t('rate.rows.attempts'), 20, row => text(attemptWords(say, row.attempts))),
      col(t('rate.rows.result'), 14, row => ({
        text: sittingWords(say, row),
        href: oneOf('exam', row.examId, row.personId),
      })),
      ...counts(),
    ],
    plan: [
      ...(typeof of.planId === 'number'
        ? []
        : [
            col<RowKinds['plan']>(t('rate.rows.plan'), 24, row => ({
              text: row.planTitle,
              href: `/plans/${row.planId}`,
            })),
          ]),
      col(t('rate.rows.item'), 36, row => ({
        text: row.content,
        href: `/plans/${row.planId}/items/${row.itemId}`,
      })),
      col(t('rate.rows.form'), 14, row => text(row.form)),
      col(t('rate.rows.time'), 16, row => text(row.timeWords)),
      col(t('rate.rows.unit'), 18, row => text(row.unitName)),
      col(t('rate.rows.dueTimes'), 10, row => number(row.due), 'number'),
      col(
        t('rate.rows.heldTimes'),
        10,
        row => ({ ...number(row.held), tone: sideTones[sideOf(row)] }),
        'number',
      ),
    ],
    pairs: [
      ...person<RowKinds['pairs']>(),
      col(t('rate.rows.topic'), 24, row => text(row.topicName)),
      col(t('rate.rows.learnedAt'), 36, row =>
        row.activityId === null
          ? { text: t('rate.rows.notLearned'), tone: 'owed' }
          : { text: row.title ?? '', href: `/activities/${row.activityId}` },
      ),
    ],
    activities: [
      day<RowKinds['activities']>(),
      activity(t('rate.rows.activity')),
      col(t('rate.rows.form'), 14, row => text(row.form)),
      col(t('rate.rows.unit'), 18, row => text(row.hostName)),
      col(t('rate.rows.place'), 18, row => text(row.place)),
      col(t('rate.rows.targets'), 14, row => text(row.targets)),
      ...(code === 'leaderLectures'
        ? [col<RowKinds['activities']>(t('rate.rows.lecturer'), 24, row => text(row.lecturer))]
        : []),
      ...(code === 'campaign' || code === 'campaignEvents'
        ? [col<RowKinds['activities']>(t('rate.rows.campaign'), 18, row => text(row.campaign))]
        : []),
      ...(code === 'studyHours'
        ? [col<RowKinds['activities']>(t('rate.rows.hours'), 8, row => number(row.hours), 'number')]
        : []),
      col(
        t(code === 'consultations' ? 'rate.rows.consultations' : 'rate.rows.heads'),
        10,
        row => number(code === 'consultations' ? row.consultations : row.heads),
        'number',
      ),
      ...counts<RowKinds['activities']>(),
    ],
    rolls: [
      day<RowKinds['rolls']>(),
      activity(t('rate.rows.activity')),
      col(t('rate.rows.form'), 14, row => text(row.form)),
      col(t('rate.rows.unit'), 18, row => text(row.hostName)),
      col(t('rate.rows.required'), 10, row => number(row.required), 'number'),
      col(t('rate.rows.marked'), 10, row => number(row.marked), 'number'),
    ],
    ledger: [
      day<RowKinds['ledger']>(),
      col(t('rate.rows.channel'), 12, row => text(row.channel)),
      col(t('rate.rows.topicOf'), 24, row => text(row.topic)),
      col(t('rate.rows.unit'), 18, row => text(row.unitName)),
      activity(t('rate.rows.activity')),
      col(t('rate.rows.quantity'), 10, row => number(row.quantity), 'number'),
      col(t('rate.rows.unitWord'), 8, row => text(row.unitWord)),
      ...(code === 'newMediaItems'
        ? [col<RowKinds['ledger']>(t('rate.rows.countedAs'), 10, row => number(row.n), 'number')]
        : []),
      ...(code === 'reads'
        ? [col<RowKinds['ledger']>(t('rate.rows.reads'), 10, row => number(row.reads), 'number')]
        : []),
    ],
    works: [
      day<RowKinds['works']>(),
      col(t('rate.rows.kind'), 12, row => text(say.said(`legalWork.kind.${row.kind}`))),
      col(t('rate.rows.who'), 12, row => text(row.who)),
      col(t('rate.rows.matter'), 36, row => text(row.matter)),
      col(t('rate.rows.paper'), 24, row => text(row.paper)),
      col(t('rate.rows.unit'), 18, row => text(row.unitName)),
    ],
    advisers: [
      col(t('rate.rows.who'), 12, row => text(row.name)),
      col(t('rate.rows.unit'), 20, row => text(row.unitName)),
      col(t('rate.rows.term'), 24, row => text([row.fromDay, row.toDay ?? ''].join('–'))),
      col(t('rate.rows.firm'), 24, row => text(row.firm)),
      col(t('rate.rows.contract'), 18, row => text(row.contract)),
    ],
    communities: [
      col(t('rate.rows.unit'), 20, row => text(row.unitName)),
      col(t('rate.rows.adviser'), 30, row =>
        row.advisers === null ? { text: t('rate.rows.noAdviser'), tone: 'owed' } : text(row.advisers),
      ),
    ],
  }
  return columns[behind.kind] as Column<never>[]
}

type Make = Pick<RowKinds['attendance'], 'mark' | 'madeUpOn' | 'makeUpDue'>

function makeUpWords(say: Say, { mark, madeUpOn, makeUpDue }: Make, asOf: string): string {
  if (mark === 'present' || mark === 'late' || mark === 'leftEarly') return ''
  if (madeUpOn !== null && madeUpOn <= asOf)
    return say.t(makeUpDue !== null && madeUpOn > makeUpDue ? 'rate.rows.madeUpLate' : 'rate.rows.madeUpOn', {
      day: dayIn(say, madeUpOn),
    })
  if (makeUpDue === null) return ''
  return say.t(makeUpDue >= asOf ? 'rate.rows.due' : 'rate.rows.wasDue', { day: dayIn(say, makeUpDue) })
}

type Lack = { activityId: number; title: string; day: string; due: string | null }

function lacksWords(say: Say, json: string | null, asOf: string): string {
  return (JSON.parse(json ?? '[]') as Lack[])
    .sort((a, b) => a.day.localeCompare(b.day))
    .map(({ title, day, due }) =>
      say.t(due !== null && due >= asOf ? 'rate.rows.lackDue' : 'rate.rows.lackLate', {
        title,
        day: dayIn(say, day),
        due: due ? dayIn(say, due) : '',
      }),
    )
    .join('；')
}

function sittingWords({ t }: Say, { sat, passed, missedReason }: RowKinds['exams']): string {
  if (sat) return t(passed ? 'rate.rows.passed' : 'rate.rows.failed')
  return missedReason ? t('rate.rows.notSatFor', { reason: missedReason }) : t('rate.rows.notSat')
}

type Tried = { score: number | null; annulled: number; outside: number }

function attemptWords(say: Say, json: string | null): string {
  return (JSON.parse(json ?? '[]') as Tried[])
    .map(({ score, annulled, outside }) => {
      const shown = score === null ? say.t('rate.rows.noScore') : String(score)
      if (annulled) return say.t('rate.rows.annulled', { score: shown })
      return outside ? say.t('rate.rows.outsideWindow', { score: shown }) : shown
    })
    .join('、')
}
