import { sayIn } from '@/app/_i18n/messages'
import { slices } from '@/db/pause'
import { systemViewer } from '@/lib/access/access.queries'
import { askedOfReading, askedOfSheets } from '@/lib/import/preview/reading-questions.rules'
import { type Direct, importFile } from '@/lib/import/writing.commands'
import type { ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { linesOf, reportOf } from '@/lib/spreadsheet/preview.rules'
import { correctedAnswer } from './correction'
import type { Answer, Request } from './socket'

/**
 * Answers an import from the command line, in this process or over the server's socket. It acts as the top
 * unit's administrator.
 */
export async function answerImport(request: Request): Promise<Answer> {
  const { reason } = (request.options ?? {}) as ImportOptions
  return correctedAnswer(reason, () => imported(request))
}

async function imported(request: Request): Promise<Answer> {
  const { kind, fileName, bytes, ...rest } = request as unknown as Omit<Direct, 'bytes'> & { bytes: string }
  const say = sayIn('zh')
  const viewer = await systemViewer('命令行')
  const found = await importFile(viewer, { ...rest, kind, fileName, bytes: Buffer.from(bytes, 'base64') })
  if (!found.ok) {
    const questions = 'read' in found ? askedOfReading(say, found) : []
    const text = say.t(`import.refused.${found.reason}`, found.places)
    return {
      exit: 1,
      out: {
        kind,
        file: fileName,
        faulty: [{ row: null, field: null, reason: found.reason, text }],
        questions,
        written: false,
      },
      say: [text, ...questions.map(each => each.text)].join('\n'),
    }
  }
  const report = await reportOf(say, { kind, fileName }, found, found.isWritten, slices())
  // One by one, where the sheets that are proposed are not the right ones.
  const sheets = found.reading.asksSheets ? askedOfSheets(say, found.reading.sheets) : []
  const isHeldBack = found.judged.faults.length > 0 && !rest.setAside
  return {
    exit: isHeldBack ? 1 : 0,
    out: { ...report, questions: [...sheets, ...report.questions] },
    say: linesOf(say, report),
  }
}
