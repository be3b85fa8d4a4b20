import { type Say, sayIn } from '@/app/_i18n/messages'
import { systemViewer } from '@/lib/access/access.queries'
import { NotFound } from '@/lib/core/errors'
import { dayOf, timeOf } from '@/lib/core/time'
import { restingWords } from '@/lib/import/undo/resting-words.rules'
import { type Run, recentRuns } from '@/lib/import/undo/run.queries'
import { undoImport } from '@/lib/import/undo/undo.commands'
import { undoableOf } from '@/lib/import/undo/undo.queries'
import { correctedAnswer } from './correction'
import type { Answer, Request } from './socket'

/** 最近的导入, one a line with its number. */
export async function answerRuns(): Promise<Answer> {
  const viewer = await systemViewer('命令行')
  const say = sayIn('zh')
  const runs = await recentRuns(viewer)
  const out = runs.map(({ id, by, writtenAt, parts, undoneAt, isKept }) => ({
    run: id,
    by,
    at: new Date(writtenAt).toISOString(),
    sheets: parts.map(({ kind, fileName, counts }) => ({ kind, file: fileName, ...counts })),
    undone: undoneAt !== null,
    canUndo: undoneAt === null && isKept,
  }))
  const lines = runs.map(run => `${run.id}  ${lineOf(say, run)}`)
  return {
    exit: 0,
    out: { runs: out },
    say: lines.length > 0 ? lines.join('\n') : say.t('importRun.list.none'),
  }
}

/** Undoes an import, or says what rests on it; with `dryRun` it only says whether it could. */
export async function answerUndo(request: Request): Promise<Answer> {
  return correctedAnswer(request.reason, () => undone(request))
}

async function undone({ runId, reason, dryRun }: Request): Promise<Answer> {
  const viewer = await systemViewer('命令行')
  const say = sayIn('zh')
  const id = Number(runId)
  const undoable = await undoableOf(viewer, id).catch(error => {
    if (error instanceof NotFound) return null
    throw error
  })
  if (!undoable)
    return { exit: 1, out: { run: id, undone: false }, say: say.t('importRun.command.noRun', { id }) }
  const { check } = undoable
  const resting = (check?.resting ?? []).map(each => restingWords(say, each))
  if (check && check.more > 0) resting.push(say.t('importRun.resting.more', { count: check.more }))
  const needs = check?.needs ?? []
  if (dryRun === true) {
    const over = check === null ? whyOver(undoable.run) : null
    if (over) {
      const why =
        over === 'undone' ? say.t('importRun.command.done', { id }) : say.t(`importRun.refused.${over}`)
      return { exit: 1, out: { run: id, canUndo: false, reason: over, needs, resting }, say: why }
    }
    const canUndo = resting.length === 0
    const why = canUndo ? needs.map(each => say.t(`importRun.undo.needs.${each}`)) : resting
    return { exit: canUndo ? 0 : 1, out: { run: id, canUndo, needs, resting }, say: why.join('\n') }
  }
  const given = typeof reason === 'string' ? reason : undefined
  const answer = await undoImport(viewer, { runId: id, reason: given })
  if (answer.ok)
    return { exit: 0, out: { run: id, undone: true }, say: say.t('importRun.command.done', { id }) }
  const why =
    answer.reason === 'resting'
      ? [say.t('importRun.resting.title'), ...resting]
      : [say.t(`importRun.refused.${answer.reason}`)]
  return {
    exit: 1,
    out: { run: id, undone: false, reason: answer.reason, needs, resting },
    say: why.join('\n'),
  }
}

function whyOver({ undoneAt, erasedAt }: Run): 'undone' | 'erased' | 'tooOld' {
  if (undoneAt !== null) return 'undone'
  return erasedAt === null ? 'tooOld' : 'erased'
}

function lineOf(say: Say, { by, writtenAt, parts, undoneAt }: Run): string {
  const { t } = say
  const sheets = parts.map(({ kind, fileName, counts }) =>
    [
      t('importRun.list.sheet', { kind: t(`import.kind.${kind}`), file: fileName }),
      t('importRun.list.counts', { new: counts.new, changed: counts.changed }),
    ].join(' '),
  )
  const state = undoneAt === null ? [] : [t('importRun.state.undone')]
  const when = t('importRun.list.when', { day: dayOf(writtenAt), time: timeOf(writtenAt) })
  return [when, by ?? t('importRun.list.fromCommand'), ...state, sheets.join('；')].join('  ')
}
