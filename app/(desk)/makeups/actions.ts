'use server'
import { action, type FormState } from '@/app/_forms/action'
import type { Say } from '@/app/_i18n/messages'
import { confirmMakeUp, decideStudy, recordSession } from '@/lib/attendance/makeup/makeup.commands'
import { confirmInput, decideStudyInput, sessionInput } from '@/lib/attendance/makeup/makeup.input'

const refused = 'makeup.refused'
const message = ({ count }: { count: number }, { t }: Say) => t('makeup.list.recorded', { count })

const confirm = action(confirmInput, confirmMakeUp, { refused, message })
const session = action(sessionInput, recordSession, { refused, message })

/**
 * One form around the list: the button beside a proposal confirms it, the one at the top records a session for
 * the ticked people.
 */
export async function settle(before: FormState, form: FormData): Promise<FormState> {
  return form.has('confirm') ? confirm(before, form) : session(before, form)
}

export const decideOnStudy = action(decideStudyInput, decideStudy, { refused })
