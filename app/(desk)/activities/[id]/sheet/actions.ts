'use server'
import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { action, type FormState } from '@/app/_forms/action'
import { ownPath } from '@/app/_http/own-path'
import { type Refusal, refusalOf } from '@/app/_http/refusal'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { requireViewer } from '@/lib/access/session'
import { markAttendance, markRest, undoRest } from '@/lib/attendance/attendance.commands'
import {
  markInput,
  orderInput,
  paperInput,
  restInput,
  undoRestInput,
} from '@/lib/attendance/attendance.input'
import type { MarkRefusal } from '@/lib/attendance/attendance.rules'
import { markByNumbers, setSheetOrder } from '@/lib/attendance/paper-sheet.commands'
import type { Refused } from '@/lib/core/errors'

const byNumbers = action(paperInput, markByNumbers, {
  refused: 'attendance.refused',
  message: ({ count }, { t }) => t('attendance.numbers.saved', { count }),
})

const redrawn = ['listChanged', 'marksChanged']

export async function saveNumbers(before: FormState, form: FormData): Promise<FormState> {
  const state = await byNumbers(before, form)
  // Renders the sheet and the form again, keeping the typed numbers, so that the next attempt is based on a
  // sheet that the user has seen.
  if (state.reason && redrawn.includes(state.reason)) refresh()
  return state
}

type Answer = { ok: true; count?: number; at?: number } | Refused<MarkRefusal>

/**
 * A button of the sheet without script: `person:mark:version`, `rest`, or `undo:instant`. Redirects to the
 * sheet, which shows the result.
 */
export async function pressMark(form: FormData): Promise<void> {
  const activityId = Number(form.get('activityId'))
  const sheet = `/activities/${activityId}/sheet`
  if (!isOwnOrigin(await headers())) redirect(ownPath(`${sheet}?said=badOrigin`))
  const viewer = await requireViewer()
  const press = String(form.get('press') ?? '')
  const [person = '', key = ''] = press.split(':')
  if (key === 'exempt') redirect(ownPath(`${sheet}/${Number(person)}`))
  let to = sheet
  try {
    const answer = await run(viewer, form, press)
    if (!answer.ok) to = `${sheet}?said=${answer.reason}`
    else if (answer.at !== undefined) to = `${sheet}?said=rest&count=${answer.count}&at=${answer.at}`
    else if (answer.count !== undefined) to = `${sheet}?said=undone&count=${answer.count}`
    else to = `${sheet}#p${Number(person)}`
  } catch (error) {
    to = afterRefusal(sheet, refusalOf(error), `#p${Number(person)}`)
  }
  redirect(ownPath(to))
}

/** The address of the sheet with the reason as a message; for a missing sheet the list of activities. */
function afterRefusal(sheet: string, reason: Refusal, row = ''): string {
  if (reason === 'notFound') return '/activities'
  return `${sheet}?said=${reason}${reason === 'changedMeanwhile' ? row : ''}`
}

async function run(viewer: Viewer, form: FormData, press: string): Promise<Answer> {
  const activityId = form.get('activityId')
  if (press === 'rest')
    return markRest(
      viewer,
      restInput.parse({
        activityId,
        unitId: form.get('unitId') ?? undefined,
        idempotencyKey: form.get('idempotencyKey') ?? undefined,
      }),
    )
  const [first, mark, version] = press.split(':')
  if (first === 'undo') return undoRest(viewer, undoRestInput.parse({ activityId, at: mark }))
  const answer = await markAttendance(viewer, markInput.parse({ activityId, personId: first, mark, version }))
  return answer.ok ? { ok: true } : answer
}

const places = { sheet: '', numbers: '?way=numbers', print: '/print' } as const

/** 按排序 or 按姓氏笔画; redirects to the page where it was chosen. */
export async function chooseOrder(form: FormData): Promise<void> {
  const activityId = Number(form.get('activityId'))
  const to = places[form.get('to') as keyof typeof places] ?? places.sheet
  const sheet = `/activities/${activityId}/sheet`
  if (!isOwnOrigin(await headers())) redirect(ownPath(`${sheet}?said=badOrigin`))
  const viewer = await requireViewer()
  const parsed = orderInput.safeParse({ activityId, order: form.get('order') })
  if (!parsed.success) redirect('/activities')
  try {
    await setSheetOrder(viewer, parsed.data)
  } catch (error) {
    redirect(ownPath(afterRefusal(sheet, refusalOf(error))))
  }
  redirect(ownPath(sheet + to))
}
