'use server'
import { action } from '@/app/_forms/action'
import { lockYear, removeOtherFigure, saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { lockInput, otherFigureInput, removeFigureInput } from '@/lib/statistics/report/report.input'

export const addFigure = action(otherFigureInput, saveOtherFigure, { log: ({ year }) => ['report', [year]] })
export const removeFigure = action(removeFigureInput, removeOtherFigure)
export const lockThisYear = action(lockInput, lockYear, { refused: 'report.refused' })
