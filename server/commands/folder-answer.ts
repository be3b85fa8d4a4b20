import { basename } from 'node:path'
import { sayIn } from '@/app/_i18n/messages'
import { slices } from '@/db/pause'
import { systemViewer } from '@/lib/access/access.queries'
import type { Say } from '@/lib/core/i18n/say'
import type { Asked } from '@/lib/import/asked.rules'
import { importFolder, isAsking } from '@/lib/import/folder/folder.commands'
import { kindQuestion } from '@/lib/import/folder/folder-kind.rules'
import type { InTurn } from '@/lib/import/folder/folder-order.commands'
import {
  columnsOpen,
  columnsQuestion,
  questionsOverFiles,
  subjectQuestion,
  unitsQuestion,
} from '@/lib/import/folder/folder-questions.rules'
import type { FolderSaid, SheetInFolder } from '@/lib/import/folder/folder-sorting.queries'
import { streetsNamed, TOP_UNIT } from '@/lib/import/folder/folder-top.rules'
import { leftShown, textOfContradiction, textOfLeft } from '@/lib/import/folder/folder-words.rules'
import { wordsOfActivities } from '@/lib/import/folder/photo.rules'
import { askedOfReading } from '@/lib/import/preview/reading-questions.rules'
import { headMissing } from '@/lib/import/writing.commands'
import { linesOf, reportOf, textOfChoice, textOfFault } from '@/lib/spreadsheet/preview.rules'
import { correctedAnswer } from './correction'
import { filesBelow, type Opened } from './folder-files'
import type { Answer, Request } from './socket'

type Given = { directory: string; year: number; said: FolderSaid; dryRun: boolean }

/**
 * Answers the import of a folder from the command line, in this process or over the server's socket, as the top unit's
 * administrator. The folder is on this machine, and of the same user account.
 */
export async function answerImportFolder(request: Request): Promise<Answer> {
  return correctedAnswer(request.reason, () => importedFolder(request))
}

async function importedFolder(request: Request): Promise<Answer> {
  const { directory, year, said, dryRun } = request as unknown as Given
  const say = sayIn('zh')
  const viewer = await systemViewer('命令行')
  const opened: Opened = []
  try {
    const given = { year, files: filesBelow(directory, opened), said, dryRun }
    const found = await importFolder(viewer, given, each => answerOf(each, year))
    const folder = { kind: 'folder', folder: basename(directory), year }
    if (!found.ok) {
      const text = say.t(`importFolder.refused.${found.reason}`)
      return {
        exit: 1,
        out: { ...folder, files: [], refused: found.reason, text, written: false },
        say: text,
      }
    }
    const left = found.left.map(each => ({ ...each, text: textOfLeft(say, each) }))
    const contradictions = found.contradictions.map(each => ({
      reason: each.reason,
      text: textOfContradiction(say, each),
      names: each.names,
    }))
    const words = wordsOfActivities(found.activities)
    const choices = [...words.values()].map(value => ({ value, text: value }))
    const photos = found.placed.map(({ photo: { path, namedDay, takenDay }, activity }) => ({
      path,
      day: namedDay ?? takenDay,
      activity: activity && (words.get(activity.id) ?? null),
    }))
    const waiting = photos.filter(each => each.activity === null)
    const files = found.taken.map(each => each.out)
    const questions = [
      ...unitsAsked(found, directory),
      ...questionsOverFiles(files),
      ...(waiting.length > 0
        ? [
            {
              key: 'photoOf',
              text: say.t('importFolder.photoOf'),
              choices,
              files: waiting.map(({ path }) => ({ path, rows: 0 })),
            },
          ]
        : []),
    ]
    const { isWritten, runId } = found
    const { shown, more } = leftShown(left)
    const isNothing = files.length + photos.length === 0
    return {
      exit: found.isOpen || isNothing ? 1 : 0,
      out: { ...folder, files, photos, left, contradictions, questions, written: isWritten, runId },
      say: [
        ...found.taken.map(each => each.say),
        ...(photos.length > 0
          ? [say.t('importFolder.photos', { count: photos.length, waiting: waiting.length })]
          : []),
        ...waiting.map(each => `${each.path}：${say.t('importFolder.waits')}`),
        ...shown.map(each => `${each.path}：${each.text}`),
        ...(more > 0 ? [say.t('importFolder.moreLeft', { count: more })] : []),
        ...contradictions.map(each => each.text),
        ...(isNothing ? [say.t('importFolder.nothing')] : []),
        say.t(isWritten ? 'import.terminal.written' : 'import.terminal.notWritten'),
      ].join('\n'),
    }
  } finally {
    for (const each of opened) each.close()
  }
}

/** The units that the files name and that are not there, and the topmost one of an office that has none. */
function unitsAsked({ taken, hasTop, unitsMissing }: Found, directory: string) {
  const say = sayIn('zh')
  if (hasTop && unitsMissing.length === 0) return []
  const paths = taken.map(({ out }) => out.path)
  const names = streetsNamed([
    ...directory.split('/'),
    ...paths.flatMap(each => each.split('/')),
    ...unitsMissing,
  ])
  const { key, first } = unitsQuestion(unitsMissing)
  const files = paths.map(path => ({ path, rows: 0 }))
  return [
    ...(hasTop
      ? []
      : [
          {
            ...{ key: TOP_UNIT, field: null, reason: TOP_UNIT, files },
            text: say.t('importFolder.question.topUnit'),
            choices: names.map(value => ({ value, text: value })),
          },
        ]),
    ...(unitsMissing.length === 0
      ? []
      : [
          {
            ...{ key, field: null, reason: first.reason, files },
            text: `${say.t('importFolder.question.newUnits')} ${unitsMissing.join('、')}`,
            choices: (first.choices ?? []).map(each => ({
              value: each.value,
              text: textOfChoice(say, each),
            })),
          },
        ]),
  ]
}

type Found = { taken: { out: { path: string } }[]; hasTop: boolean; unitsMissing: string[] }

/** What is asked of a file as a whole, as it is printed. */
function questionOfFile(say: Say, { key, first }: Asked) {
  return {
    ...{ key, field: null, reason: first.reason, rows: [] },
    text: say.said(`importFolder.question.${first.reason}`, first.places) ?? textOfFault(say, first),
    choices: (first.choices ?? []).map(each => ({ value: each.value, text: textOfChoice(say, each) })),
  }
}

/** What is said of one file: as where it is imported alone, with what is asked of the file as a whole. */
async function answerOf(each: InTurn<SheetInFolder>, year: number) {
  const say = sayIn('zh')
  const { file, judgement, subject } = each
  const { path, kind, kinds, unit, otherYear, options } = file
  const facts = {
    path,
    kind,
    ...(options.plan ? { plan: options.plan } : {}),
    year: options.year,
    unit,
    ...(subject?.meant ? { [subject.field]: subject.meant } : {}),
  }
  const ofFile = [
    ...(otherYear === null
      ? []
      : [
          {
            ...{ key: 'fileYear', field: null, reason: 'otherYear', rows: [] },
            text: say.t('importFolder.otherYear', { named: otherYear, year }),
            choices: [otherYear, year].map(value => ({ value: String(value), text: `${value}年` })),
          },
        ]),
    ...(subject === null || subject.meant !== null ? [] : [questionOfFile(say, subjectQuestion(subject))]),
  ]
  if (kinds.length > 0) {
    const { first, ...asked } = kindQuestion(kinds)
    const several = first.reason === 'kindOpen'
    const text = say.t(`importFolder.question.${several ? 'kindOpen' : 'kindDoubtful'}`)
    const choices = (first.choices ?? []).map(each => ({ value: each.value, text: textOfChoice(say, each) }))
    const question = { ...asked, field: null, reason: first.reason, text, choices }
    return { out: { ...facts, isOpen: true, questions: [question] }, say: `${path}\n${text}` }
  }
  const heading = `${path}（${say.t(`import.kind.${kind}`)}）`
  if (!judgement.ok) {
    const refused = headMissing(judgement)
    const text = say.t(`import.refused.${refused.reason}`, refused.places)
    const sheets = await file.readSheets(undefined as never, slices())
    const questions = askedOfReading(say, { read: judgement.reading.sheets, sheets, fields: [] })
    const faulty = [{ row: null, field: null, reason: refused.reason, text }]
    return {
      out: { ...facts, faulty, questions: [...ofFile, ...questions] },
      say: `${heading}\n${text}`,
    }
  }
  const columns = columnsOpen(judgement.reading, options)
  const { key, first } = columnsQuestion(columns)
  if (columns.length > 0)
    ofFile.push({
      ...{ key, field: null, reason: first.reason, rows: [] },
      text: say.t('importFolder.columnsLeft', { heads: columns.join('、') }),
      choices: (first.choices ?? []).map(each => ({ value: each.value, text: textOfChoice(say, each) })),
    })
  const report = await reportOf(say, { kind, fileName: path }, judgement, false, slices())
  const { written: _, file: __, ...counts } = report
  const lines = linesOf(say, report).split('\n').slice(0, -1)
  return {
    out: { ...facts, ...counts, isOpen: isAsking(each), questions: [...ofFile, ...report.questions] },
    say: [heading, ...lines, ...ofFile.map(question => question.text)].join('\n'),
  }
}
