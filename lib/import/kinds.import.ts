import { eq } from 'drizzle-orm'
import type { On } from '@/db/client'
import { adviser, person, personTag, tag, unit } from '@/db/schema/roster'
import { activityColumns, hostOfSheet, timeInDate } from '@/lib/activity/activity.sheet'
import { titleOfForm } from '@/lib/activity/activity-form.rules'
import { formLot } from '@/lib/activity/form-of-title.rules'
import { materialsImporter } from '@/lib/activity/outreach/material.import'
import {
  channelFields,
  dayProposed,
  materialColumns,
  unitOfLedger,
  wideMaterialColumns,
} from '@/lib/activity/outreach/material.sheet'
import {
  channelInCell,
  materialsByChannel,
  materialsByUnit,
  unitAcross,
} from '@/lib/activity/outreach/material-crossed.sheet'
import { attendanceImporter } from '@/lib/attendance/attendance.import'
import {
  attendanceColumns,
  cellsMeant,
  meetingFields,
  reasonBeside,
  titledMeeting,
} from '@/lib/attendance/attendance.sheet'
import { ledgerImporter } from '@/lib/attendance/ledger-marks.import'
import { studyImporter } from '@/lib/attendance/online-study.import'
import { studyColumns, titledStudy, toldOfStudy } from '@/lib/attendance/online-study.sheet'
import { sheetSays } from '@/lib/attendance/sheet-says.rules'
import { now } from '@/lib/core/clock'
import { dayOf, lastOfMonth, monthOf, yearOf } from '@/lib/core/time'
import { examsImporter } from '@/lib/exam/exam.import'
import { examColumns, resultColumns, titledExam, toldOfExam, windowInOne } from '@/lib/exam/exam.sheet'
import { resultsImporter } from '@/lib/exam/result.import'
import { worksImporter } from '@/lib/organisation/legal-work/legal-work.import'
import { workColumns } from '@/lib/organisation/legal-work/legal-work.sheet'
import { advisersImporter } from '@/lib/organisation/people/adviser.import'
import { adviserColumns, termInOne, unitAbove } from '@/lib/organisation/people/adviser.sheet'
import { rosterImporter } from '@/lib/organisation/people/person.import'
import { heldInOne, rosterColumns, unitOfSheet } from '@/lib/organisation/people/person.sheet'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { unitsImporter } from '@/lib/organisation/units/unit.import'
import { unitColumns } from '@/lib/organisation/units/unit.sheet'
import { adjustedPart } from '@/lib/plan/items/adjusted-plan.rules'
import { planImporter } from '@/lib/plan/items/item.import'
import { contentMeant, planColumns, pointColumns } from '@/lib/plan/items/item.sheet'
import type { KindColumns } from '@/lib/spreadsheet/found-heads.rules'
import type { Columns } from '@/lib/spreadsheet/heads.rules'
import type { Importer, ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'

type Kind = {
  columns(options: Pick<ImportOptions, 'plan'>): KindColumns
  // Effects are private to an importer: its `judge` makes them and its `write` consumes them.
  // biome-ignore lint/suspicious/noExplicitAny: no other type holds for ten kinds of effects
  importer: Importer<any>
  /** The answers for a field of which the sheet has no column, the likeliest first. */
  answers?: Record<string, (on: On) => Promise<string[]>>
  /** The role that may import it; a row outside the scope is a fault of that row. */
  by: 'administrator' | 'organiser'
}

/** The kinds of import, in the order of a first import. */
const kinds: Record<ImportKind, Kind> = {
  units: {
    columns: () => ({ columns: unitColumns, askable: ['parent'] }),
    importer: unitsImporter,
    answers: { parent: unitNames },
    by: 'administrator',
  },
  roster: {
    columns: () => ({
      columns: rosterColumns,
      given: unitOfSheet,
      meant: heldInOne,
      section: 'unit',
      askable: ['unit'],
    }),
    importer: rosterImporter,
    answers: { unit: unitNames },
    by: 'administrator',
  },
  plan: {
    columns: ({ plan }) =>
      plan === 'workPoints'
        ? { columns: pointColumns, given: adjustedPart, meant: contentMeant, takesTitle: true }
        : {
            columns: planColumns,
            given: adjustedPart,
            meant: contentMeant,
            takesTitle: true,
            askable: ['form', 'audience'],
          },
    importer: planImporter,
    answers: { form: formsOf, audience: audiencesOf },
    by: 'organiser',
  },
  activities: {
    columns: () => ({
      columns: activityColumns,
      given: hostOfSheet,
      meant: timeInDate,
      form: titleOfForm,
      section: 'host',
      askable: ['form', 'host'],
      lots: { form: formLot },
    }),
    importer: ledgerImporter,
    answers: { form: formsOf, host: unitNames },
    by: 'organiser',
  },
  attendance: {
    columns: () => ({
      columns: attendanceColumns,
      crosses: [
        {
          columns: ofPerson(attendanceColumns),
          fieldsOf: meetingFields,
          value: 'state',
          besideOf: reasonBeside,
        },
      ],
      given: titledMeeting,
      signs: sheetSays,
      meant: cellsMeant,
      section: 'unit',
      askable: ['state'],
    }),
    importer: attendanceImporter,
    // Whose name stands on the sheet was there.
    answers: { state: async () => ['出席'] },
    by: 'organiser',
  },
  study: {
    columns: () => ({ columns: studyColumns, given: titledStudy, tells: toldOfStudy, section: 'unit' }),
    importer: studyImporter,
    by: 'organiser',
  },
  exams: {
    columns: () => ({ columns: examColumns, meant: windowInOne }),
    importer: examsImporter,
    by: 'organiser',
  },
  results: {
    columns: () => ({ columns: resultColumns, given: titledExam, tells: toldOfExam, section: 'unit' }),
    importer: resultsImporter,
    by: 'organiser',
  },
  outputs: {
    columns: () => ({
      columns: materialColumns,
      crosses: [
        { columns: wideMaterialColumns, fieldsOf: channelFields, value: 'quantity', skipsEmpty: true },
        {
          columns: materialsByUnit,
          fieldsOf: channelFields,
          value: 'quantity',
          skipsEmpty: true,
          least: 2,
          corner: '单位',
        },
        {
          columns: materialsByChannel,
          fieldsOf: unitAcross,
          value: 'quantity',
          skipsEmpty: true,
          least: 2,
          corner: '项目',
        },
      ],
      given: unitOfLedger,
      proposes: dayProposed,
      meant: channelInCell,
      section: 'unit',
      takesTitle: true,
      askable: ['date', 'quantity', 'unit'],
    }),
    importer: materialsImporter,
    // A list of posts: each row is one.
    answers: { date: async () => lastDays(), quantity: async () => ['1'], unit: unitNames },
    by: 'organiser',
  },
  advisers: {
    columns: () => ({ columns: adviserColumns, given: unitAbove, meant: termInOne, section: 'unit' }),
    importer: advisersImporter,
    by: 'administrator',
  },
  works: {
    columns: () => ({
      columns: workColumns,
      given: unitAbove,
      form: () => ({}),
      section: 'unit',
      askable: ['who'],
    }),
    importer: worksImporter,
    answers: { who: advisersAndLeaders },
    by: 'organiser',
  },
}

export function kindOf(kind: ImportKind): Kind {
  return kinds[kind]
}

/** Whom a plan without a column for it may be for. */
async function audiencesOf(on: On): Promise<string[]> {
  const tags = await on.select({ name: tag.name }).from(tag).orderBy(tag.id)
  return ['全体机关干部', '各社区', ...tags.map(each => each.name)]
}

/** Of a record of one person that does not say whose it is. */
async function advisersAndLeaders(on: On): Promise<string[]> {
  const advisers = await on.selectDistinct({ name: adviser.name }).from(adviser).orderBy(adviser.name)
  const leaders = await on
    .selectDistinct({ name: person.name })
    .from(person)
    .innerJoin(personTag, eq(personTag.personId, person.id))
    .innerJoin(tag, eq(tag.id, personTag.tagId))
    .where(eq(tag.name, '领导干部'))
    .orderBy(person.position)
  return [...new Set([...advisers, ...leaders].map(each => each.name))]
}

async function unitNames(on: On): Promise<string[]> {
  const units = await on.select({ name: unit.name }).from(unit).orderBy(unit.treeOrder)
  return units.map(each => each.name)
}

/** The last days of the months of this year and the last one, the latest first: of a sheet whose rows have no day. */
function lastDays(): string[] {
  const today = dayOf(now())
  const years = [yearOf(today), yearOf(today) - 1]
  return years
    .flatMap(year => Array.from({ length: 12 }, (_, at) => lastOfMonth(year, 12 - at)))
    .filter(day => day <= lastOfMonth(yearOf(today), monthOf(today)))
}

/** The columns that identify a person: those of a 横表 apart from its meetings. */
function ofPerson({ columns }: Columns<string>): Columns<string> {
  return {
    columns: columns.filter(each => ['staffNo', 'name', 'unit', 'post', 'host'].includes(each.field)),
    required: [[['staffNo'], ['name']]],
    fillsDown: ['unit'],
  }
}
