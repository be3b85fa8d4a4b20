import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { Actions } from '@/app/(desk)/activities/[id]/_parts/actions-of-state'
import { StudySheet } from '@/app/(desk)/activities/[id]/sheet/_parts/study-sheet'
import { systemViewer } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { closeRoll, holdActivity, reopenRoll } from '@/lib/activity/status.commands'
import { sheetOf } from '@/lib/attendance/attendance.queries'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { atTime, closeWorld, hasActivity, openWorld, type RoleInWorld, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
  atTime('2023-03-10T18:00:00+08:00')
})
afterAll(closeWorld)

const say = sayIn('zh')
const today = '2023-03-10'

// Who is let through is `canConfirm` of lib/access/access.rules.ts: a change there changes this table and nothing else.
describe.each<[role: RoleInWorld, atStreet: boolean, atDongpu: boolean]>([
  ['organiser', true, true],
  ['administrator', true, true],
  ['leader', false, false],
  ['cadre', false, false],
  ['dongpuOrganiser', false, true],
  ['hepingOrganiser', false, false],
  ['dongpuCadre', false, false],
])('%s', (role, atStreet, atDongpu) => {
  test.each([
    ['the street', units.street, '机关', atStreet],
    ['东埔社区', units.dongpu, '东埔社区', atDongpu],
  ])('of a roll of %s', async (_, hostUnitId, audienceWords, mayConfirm) => {
    const viewer = world.viewers[role]
    const meeting = await isHeld({ hostUnitId, audienceWords })
    const study = await isHeld({ hostUnitId, audienceWords, form: '网上学法' })

    const shown = {
      page: await onPage(viewer, meeting),
      sheet: await onSheet(viewer, meeting),
      study: await onStudy(viewer, study),
    }
    const letThrough = await isLetThrough(() => closes(viewer, meeting))
    if (!letThrough) await closes(await systemViewer('test'), meeting)
    const shownClosed = await onPage(viewer, meeting)
    const reopened = await isLetThrough(() => reopens(viewer, meeting))

    expect({ shown, letThrough, shownClosed, reopened }).toEqual({
      shown: { page: mayConfirm, sheet: mayConfirm, study: mayConfirm },
      letThrough: mayConfirm,
      shownClosed: mayConfirm,
      reopened: mayConfirm,
    })
  })
})

async function isHeld(facts: { hostUnitId: number; audienceWords: string; form?: string }): Promise<number> {
  const id = await hasActivity(world.viewers.organiser, facts)
  await holdActivity(world.viewers.organiser, { id, version: await versionOf(id) })
  return id
}

async function versionOf(id: number): Promise<number> {
  return (await activityById(world.viewers.organiser, id)).activity.version
}

async function closes(viewer: Viewer, id: number) {
  return closeRoll(viewer, { id, version: await versionOf(id) })
}

async function reopens(viewer: Viewer, id: number) {
  return reopenRoll(viewer, { id, version: await versionOf(id), reason: '更正' })
}

async function isLetThrough(done: () => Promise<{ ok: boolean }>): Promise<boolean> {
  try {
    return (await done()).ok
  } catch (error) {
    if (error instanceof Forbidden || error instanceof NotFound) return false
    throw error
  }
}

/** Whether the activity's page offers to confirm the roll, or to reopen it; a page that is not found offers nothing. */
function onPage(viewer: Viewer, id: number): Promise<boolean> {
  return unlessHidden(async () => {
    const page = await activityById(viewer, id)
    return offers(createElement(Actions, { say, viewer, page, required: 1, at: now() }))
  })
}

function onSheet(viewer: Viewer, id: number): Promise<boolean> {
  return unlessHidden(async () => (await sheetOf(viewer, id)).canConfirm)
}

function onStudy(viewer: Viewer, id: number): Promise<boolean> {
  return unlessHidden(async () => {
    const sheet = await sheetOf(viewer, id)
    return offers(createElement(StudySheet, { say, sheet, asked: {}, today }))
  })
}

async function unlessHidden(shown: () => Promise<boolean>): Promise<boolean> {
  try {
    return await shown()
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

function offers(part: ReactElement): boolean {
  return /href="\/activities\/\d+\/(close|reopen)"/.test(renderToStaticMarkup(part))
}
