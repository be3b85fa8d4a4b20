'use server'
import { action } from '@/app/_forms/action'
import { type Day, yearOf } from '@/lib/core/time'
import { leaveParagraph, makeFinal, saveParagraph } from '@/lib/statistics/report/draft.commands'
import { finalInput, leaveInput, paragraphInput } from '@/lib/statistics/report/draft.input'
import { lockYear, removeOtherFigure, saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { lockInput, otherFigureInput, removeFigureInput } from '@/lib/statistics/report/report.input'

const logOf = ({ from }: { from: Day }): ['report', [number]] => ['report', [yearOf(from)]]

export const addFigure = action(otherFigureInput, saveOtherFigure, { log: ({ year }) => ['report', [year]] })
export const removeFigure = action(removeFigureInput, removeOtherFigure)
export const lockThisYear = action(lockInput, lockYear, { refused: 'report.refused' })
export const saveReportParagraph = action(paragraphInput, saveParagraph, {
  log: logOf,
  refused: 'report.refused',
})
export const leaveReportParagraph = action(leaveInput, leaveParagraph, { log: logOf, message: false })
export const makeReportFinal = action(finalInput, makeFinal, { refused: 'report.refused' })
