'use server'
import { action } from '@/app/_forms/action'
import { resume, setAside } from '@/lib/attendance/past-years/past-year.commands'
import { asideInput, resumeInput } from '@/lib/attendance/past-years/past-year.input'

export const decideOnPast = action(asideInput, setAside, {
  refused: 'pastYear.refused',
  message: ({ count }, { t }) => t('pastYear.done', { count }),
})
export const resumePast = action(resumeInput, resume)
