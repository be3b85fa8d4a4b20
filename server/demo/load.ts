import { systemViewer } from '@/lib/access/access.queries'
import { at } from '@/lib/core/clock'
import { type Instant, instantOf } from '@/lib/core/time'
import { fillBodies, openDemoAccounts } from './accounts'
import { live } from './diary'
import { recordLegalWork } from './legal-work'
import { doneWorkPoints, issuePlans } from './plan-copy'
import { importSheet, sheetsOf2023 } from './sheets'
import { loadThisYear } from './this-year'

/**
 * Fills an open, migrated, empty database with the demo: the year 2023 from the sheets that an office would
 * have, and the year of `now` up to that instant. Everything goes through importers and commands, under the
 * clock of the day on which it happened.
 */
export async function loadDemo(now: Instant): Promise<void> {
  await load2023()
  await loadThisYear(now)
}

export async function load2023(): Promise<void> {
  await at(instantOf('2023-01-04', '09:30'), () => bringIn('units', 'roster', 'plan'))
  const viewer = await systemViewer('演示数据')
  await at(instantOf('2023-01-06', '15:00'), () => issuePlans(viewer, 2023))
  const booksClosed = instantOf('2024-02-19', '10:00')
  await live(await doneWorkPoints(viewer, 2023), booksClosed)
  await at(booksClosed, async () => {
    await bringIn('activities', 'attendance', 'study', 'exams', 'results', 'outputs', 'advisers')
    await recordLegalWork(viewer)
    await fillBodies(viewer)
    await openDemoAccounts(viewer)
  })
}

async function bringIn(...kinds: string[]): Promise<void> {
  for (const sheet of sheetsOf2023) if (kinds.includes(sheet.kind)) await importSheet(sheet)
}
