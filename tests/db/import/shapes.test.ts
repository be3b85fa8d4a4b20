import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Viewer } from '@/lib/access/access.rules'
import { importFile } from '@/lib/import/writing.commands'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { questionsOf } from '@/lib/spreadsheet/preview.rules'
import type { FileSheet, SheetRead } from '@/lib/spreadsheet/reading.rules'
import { columnKey, headRowKey } from '@/lib/spreadsheet/said.rules'
import { activityShapes, outputShapes } from '../../shapes/activity.shapes'
import { clerkShapes } from '../../shapes/clerk.shapes'
import { factsOf } from '../../shapes/facts'
import { formShapes } from '../../shapes/form.shapes'
import { lackingShapes } from '../../shapes/lacking.shapes'
import { mixedShapes } from '../../shapes/mixed.shapes'
import { platformShapes } from '../../shapes/platform.shapes'
import { programShapes } from '../../shapes/program.shapes'
import { fileOf } from '../../shapes/programs'
import { quizShapes } from '../../shapes/quiz.shapes'
import { randomYear } from '../../shapes/random-year'
import {
  attendanceShapes,
  examShapes,
  planShapes,
  resultShapes,
  studyShapes,
} from '../../shapes/record.shapes'
import { remarkShapes } from '../../shapes/remark.shapes'
import { adviserShapes, rosterShapes, unitShapes } from '../../shapes/roster.shapes'
import { linesOf, type Shape } from '../../shapes/shape'
import { strangerShapes } from '../../shapes/stranger.shapes'
import { bring } from '../../sheets'
import { atTime, closeWorld, hasActivity, keepWorld, openWorld, type World, worldAsKept } from '../../world'

const MOST_ANSWERS = 3

let world: World
let viewer: Viewer

beforeAll(async () => {
  world = await openWorld()
  viewer = world.viewers.administrator
  atTime('2023-03-01T09:00:00+08:00')
  await hasActivity(viewer, { title: '一季度集中学习', day: '2023-03-10', audienceWords: '全街道' })
  await hasActivity(viewer, {
    title: '法治讲座',
    form: '专题讲座',
    day: '2023-03-17',
    audienceWords: '全街道',
  })
  await hasActivity(viewer, {
    title: '2023年度网上学法',
    form: '网上学法',
    day: '2023-03-01',
    lastDay: '2023-11-30',
    audienceWords: '全街道',
  })
  await bring(viewer, 'exams', {
    heads: '考试名称|开始|截止|满分|合格分|对象|主办单位',
    rows: ['年度考试|2023-03-20 09:00|2023-03-31 17:30|100|60|全街道|党政办公室'],
  })
  await keepWorld(world)
})
beforeEach(async () => {
  await worldAsKept(world)
  atTime('2024-01-05T09:00:00+08:00')
})
afterAll(closeWorld)

const shapes = [
  ...unitShapes,
  ...rosterShapes,
  ...planShapes,
  ...activityShapes,
  ...attendanceShapes,
  ...studyShapes,
  ...examShapes,
  ...resultShapes,
  ...quizShapes,
  ...outputShapes,
  ...adviserShapes,
  ...platformShapes,
  ...programShapes,
  ...formShapes,
  ...strangerShapes,
  ...lackingShapes,
  ...clerkShapes,
  ...remarkShapes,
  ...mixedShapes,
]

test.each(shapes.map(shape => [`${shape.kind} ${shape.program}: ${shape.name}`, shape] as const))(
  '%s',
  async (_, shape) => {
    const before = await factsOf(shape.kind)

    const { answers, left } = await answered(shape)

    expect(left).toEqual([])
    expect(answers.length).toBeLessThanOrEqual(MOST_ANSWERS)
    const meant = linesOf(shape.meant).map(line =>
      line
        .split('|')
        .map(cell => cell.trim())
        .join('|'),
    )
    const there = new Set(before)
    expect((await factsOf(shape.kind)).filter(fact => !there.has(fact))).toEqual(meant.sort())
  },
)

test('a year in random shapes reads back as itself', async () => {
  await fc.assert(
    fc.asyncProperty(randomYear, async shapes => {
      await worldAsKept(world)
      for (const shape of shapes) {
        const before = new Set(await factsOf(shape.kind))

        const { left } = await answered(shape)

        expect({ shape, left }).toEqual({ shape, left: [] })
        const found = (await factsOf(shape.kind)).filter(fact => !before.has(fact))
        expect({ shape, found }).toEqual({ shape, found: linesOf(shape.meant).sort() })
      }
    }),
    // The check of everything reads the same years each time; YEAR_RUNS=500 reads others.
    process.env.YEAR_RUNS
      ? { numRuns: Number(process.env.YEAR_RUNS), endOnFailure: true }
      : { numRuns: 3, seed: 155859238, endOnFailure: true },
  )
}, 3_600_000)

/** Brings the sheet in as a clerk does: looks, answers what is asked, looks again, and writes. */
async function answered(shape: Shape): Promise<{ answers: string[]; left: string[] }> {
  const file = fileOf(shape)
  const options: ImportOptions = { aliases: {}, ...shape.options }
  const given: string[] = []
  for (let round = 0; round <= MOST_ANSWERS; round++) {
    const found = await importFile(viewer, { kind: shape.kind, ...file, options })
    if (!found.ok && 'read' in found && shape.columns && !given.includes('columns')) {
      const { sheet, row } = headsSeen(found)
      options.answers = { ...options.answers, [headRowKey(sheet)]: String(row) }
      for (const [letter, field] of Object.entries(shape.columns))
        options.answers[columnKey(sheet, letter.charCodeAt(0) - 65)] = field
      given.push('columns')
      continue
    }
    if (!found.ok) return { answers: given, left: [found.reason, JSON.stringify(found.places)] }
    if (found.isWritten) return { answers: given, left: [] }
    const { faults } = found.judged
    const said = sayOf(shape, options, faults)
    if (said.length === 0) return { answers: given, left: faults.map(each => JSON.stringify(each)) }
    given.push(...said)
  }
  return { answers: given, left: ['asked without end'] }
}

type Refused = { read: SheetRead[]; sheets: FileSheet[] }

/** The sheet that is proposed, and the row in which a clerk sees the heads. */
function headsSeen({ read, sheets }: Refused): { sheet: string; row: number } {
  const at = read.findIndex(each => each.isRead)
  const { rows = [], rowNumbers = [] } = sheets[at]?.table ?? {}
  const head = rows.findIndex(row => row.some(text => /^(?:序号|排名)$/.test(text.trim())))
  return { sheet: sheets[at]?.name ?? '', row: rowNumbers[head] ?? 0 }
}

type Faults = Parameters<typeof questionsOf>[0]

/** Answers the questions for which the clerk has an answer; a word has one meaning for all alike. */
function sayOf(shape: Shape, options: ImportOptions, faults: Faults): string[] {
  const said: string[] = []
  for (const { key, first } of questionsOf(faults)) {
    const answer =
      shape.answers?.[`${first.reason} ${first.alike ?? ''}`] ??
      shape.answers?.[`${first.reason} ${first.field ?? ''}`] ??
      shape.answers?.[first.reason]
    if (answer === undefined || !first.choices?.some(each => each.value === answer)) continue
    options.answers = { ...options.answers, [key]: answer }
    said.push(key)
  }
  for (const [word, meaning] of Object.entries(shape.words ?? {})) {
    const asks = faults.some(
      each =>
        each.likely?.word === word || each.alike === word || Object.values(each.places ?? {}).includes(word),
    )
    if (!asks || options.aliases[word] !== undefined) continue
    options.aliases = { ...options.aliases, [word]: meaning }
    said.push(word)
  }
  return said
}
