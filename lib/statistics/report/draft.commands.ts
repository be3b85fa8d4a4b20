import { and, eq } from 'drizzle-orm'
import { checkForReport } from '@/db/check'
import type { Tx } from '@/db/client'
import { report, reportVersion } from '@/db/schema/report'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Conflict, Forbidden, NotFound, Refusal } from '@/lib/core/errors'
import { dayOf, yearOf } from '@/lib/core/time'
import type { FinalInput, LeaveInput, ParagraphInput } from './draft.input'
import { type OfReport, reportFilter } from './draft.queries'
import { firstParagraphs, type ReportFilter, storedReport, type Version } from './draft.sql'
import { marksIn, type Values } from './mark.rules'
import { type Paragraph, unfinishedIn } from './template.rules'
import { valuesOf } from './value.queries'

type Asked = OfReport & { unitId: number; version: number | null }
type Opened = { filter: ReportFilter; reportId: number; last: Version | undefined; paragraphs: Paragraph[] }

/** What a report may hold: every save reads all its figures anew, in the one transaction that writes. */
function isTooMuch(paragraphs: Paragraph[]): boolean {
  const text = paragraphs.map(each => each.text).join('')
  const figures = new Set(marksIn(text).map(mark => mark.body))
  return paragraphs.length > 300 || text.length > 60_000 || figures.size > 150
}

/** Saves one paragraph. Throws Conflict where the report has changed since the form showed it. */
export async function saveParagraph(viewer: Viewer, input: ParagraphInput) {
  type Answer = { ok: true } | { ok: false; reason: 'lastOne' | 'tooLong'; field: 'text' }
  return writeVersioned(viewer, 'report.saveParagraph', input, async (tx): Promise<Answer> => {
    const opened = await openReport(tx, viewer, input, input.key)
    const at = placeOf(opened.paragraphs, input.key)
    const before = opened.paragraphs[at] as Paragraph
    const { text } = input
    const lines = text.split('\n').filter(line => line.trim() !== '')
    const used = new Set(opened.paragraphs.map(each => each.key))
    const { isLeft: _, ...kept } = before
    const put = lines.map((line, n) => ({
      ...kept,
      key: n === 0 ? before.key : freeKey(used),
      text: line.trim(),
    }))
    const all = opened.paragraphs.toSpliced(at, 1, ...put)
    const reason = all.length === 0 ? 'lastOne' : isTooMuch(all) ? 'tooLong' : null
    if (reason) throw new Refusal({ ok: false, reason, field: 'text' } as const)
    await saveDraft(tx, viewer, opened, all)
    await recordAudit(tx, viewer, {
      action: 'report.saveParagraph',
      subject: 'report',
      subjectId: yearOf(opened.filter.from),
      before: { text: before.text },
      after: { text },
    })
    return { ok: true } as const
  }).catch((error): Answer => {
    if (error instanceof Refusal) return error.answer as Answer
    throw error
  })
}

/** 不写: sets a paragraph aside, or takes it again. */
export async function leaveParagraph(viewer: Viewer, input: LeaveInput) {
  return writeVersioned(viewer, 'report.leaveParagraph', input, async tx => {
    const opened = await openReport(tx, viewer, input, input.key)
    const at = placeOf(opened.paragraphs, input.key)
    const { isLeft: _, ...before } = opened.paragraphs[at] as Paragraph
    const put: Paragraph = { ...before, ...(input.isLeft && { isLeft: true as const }) }
    await saveDraft(tx, viewer, opened, opened.paragraphs.toSpliced(at, 1, put))
    await recordAudit(tx, viewer, {
      action: input.isLeft ? 'report.leaveParagraph' : 'report.takeParagraph',
      subject: 'report',
      subjectId: yearOf(opened.filter.from),
      after: { text: before.text },
    })
    return { ok: true } as const
  })
}

/**
 * 定稿: the text and its figures as they stand are kept for good, where nothing stands open in it. A report that was final
 * before says why it is so once more.
 */
export async function makeFinal(viewer: Viewer, input: FinalInput) {
  type Answer = { ok: true } | { ok: false; reason: 'isFinal' | 'reasonNeeded' | 'unfinished' }
  const refused = (reason: 'isFinal' | 'reasonNeeded' | 'unfinished') => new Refusal({ ok: false, reason })
  await checkForReport()
  return writeVersioned(viewer, 'report.makeFinal', input, async (tx): Promise<Answer> => {
    const opened = await openReport(tx, viewer, input)
    const { last, filter, paragraphs } = opened
    if (last?.state === 'final') throw refused('isFinal')
    const versions = (await storedReport(filter, tx))?.versions ?? []
    const wasFinal = versions.some(each => each.state === 'final')
    if (wasFinal && !input.reason) throw refused('reasonNeeded')
    const figures = await saveDraft(tx, viewer, opened, paragraphs, {
      state: 'final',
      reason: input.reason || null,
    })
    if (unfinishedIn(paragraphs, figures).length > 0) throw refused('unfinished')
    await recordAudit(tx, viewer, {
      action: 'report.makeFinal',
      subject: 'report',
      subjectId: yearOf(opened.filter.from),
      reason: input.reason || undefined,
    })
    return { ok: true } as const
  }).catch((error): Answer => {
    if (error instanceof Refusal) return error.answer as Answer
    throw error
  })
}

/** The report as the form saw it; made where nothing was saved yet. */
async function openReport(tx: Tx, viewer: Viewer, asked: Asked, key?: string): Promise<Opened> {
  const filter = await reportFilter(viewer, asked, tx)
  if (!canOrganise(viewer, filter.unitPath)) throw new Forbidden()
  const stored = await storedReport(filter, tx)
  const last = stored?.versions[0]
  const paragraphs = last?.paragraphs ?? (await firstParagraphs(filter, tx))
  const text = paragraphs.find(each => each.key === key)?.text ?? ''
  if (!stored) {
    if (asked.version !== null) throw new Conflict({ version: null, text })
    const { unitId, from, to } = filter
    const [made] = await tx.insert(report).values({ unitId, fromDay: from, toDay: to }).returning()
    if (!made) throw new NotFound()
    return { filter, reportId: made.id, last, paragraphs }
  }
  requireVersion({ version: stored.version, text }, asked.version)
  await alterRow(tx, report, eq(report.id, stored.id), stored.version, {})
  return { filter, reportId: stored.id, last, paragraphs }
}

function placeOf(paragraphs: Paragraph[], key: string): number {
  const at = paragraphs.findIndex(each => each.key === key)
  if (at < 0) throw new NotFound()
  return at
}

function freeKey(used: Set<string>): string {
  let n = used.size + 1
  while (used.has(`p${n}`)) n++
  used.add(`p${n}`)
  return `p${n}`
}

/** Writes on in the draft of the same person and day; otherwise a new one, so that what others wrote can be compared. */
async function saveDraft(
  tx: Tx,
  viewer: Viewer,
  { filter, reportId, last }: Opened,
  paragraphs: Paragraph[],
  { state, reason }: { state: 'draft' | 'final'; reason: string | null } = { state: 'draft', reason: null },
): Promise<Values> {
  const texts = paragraphs.map(each => each.text)
  const today = dayOf(now())
  const figures = await valuesOf(viewer, filter, texts, today, tx)
  const values = {
    paragraphs: JSON.stringify(paragraphs),
    figures: JSON.stringify(figures),
    asOf: filter.asOf,
    madeBy: viewer.accountId,
    madeAt: now(),
    state,
    reason,
  }
  const goesOn =
    last !== undefined &&
    last.state === 'draft' &&
    (state === 'final' || (last.madeBy === viewer.accountId && dayOf(last.madeAt) === today))
  if (goesOn)
    await tx
      .update(reportVersion)
      .set(values)
      // A final version is never altered.
      .where(
        and(
          eq(reportVersion.reportId, reportId),
          eq(reportVersion.number, last.number),
          eq(reportVersion.state, 'draft'),
        ),
      )
  else await tx.insert(reportVersion).values({ ...values, reportId, number: (last?.number ?? 0) + 1 })
  return figures
}
