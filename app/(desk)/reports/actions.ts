'use server'
import { action } from '@/app/_forms/action'
import { type Day, yearOf } from '@/lib/core/time'
import { lockYear, unlockYear } from '@/lib/statistics/lock/lock.commands'
import { lockInput, unlockInput } from '@/lib/statistics/lock/lock.input'
import { leaveParagraph, makeFinal, saveParagraph } from '@/lib/statistics/report/draft.commands'
import { finalInput, leaveInput, paragraphInput } from '@/lib/statistics/report/draft.input'
import { removeOtherFigure, saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { otherFigureInput, removeFigureInput } from '@/lib/statistics/report/report.input'

const logOf = ({ from }: { from: Day }): ['report', [number]] => ['report', [yearOf(from)]]

export const addFigure = action(otherFigureInput, saveOtherFigure, { log: ({ year }) => ['report', [year]] })
export const removeFigure = action(removeFigureInput, removeOtherFigure)
export const lockThisYear = action(lockInput, lockYear, { refused: 'lock.refused', message: false })
export const unlockThisYear = action(unlockInput, unlockYear, { message: false })
export const saveReportParagraph = action(paragraphInput, saveParagraph, {
  log: logOf,
  refused: 'report.refused',
})
export const leaveReportParagraph = action(leaveInput, leaveParagraph, { log: logOf, message: false })
export const makeReportFinal = action(finalInput, makeFinal, { refused: 'report.refused' })
