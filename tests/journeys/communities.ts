import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { closeDatabase } from '@/db/client'
import { secretBeside } from '@/db/open'
import type { GrantedRole, Viewer } from '@/lib/access/rules'
import { createExam } from '@/lib/exam/commands'
import { examInput } from '@/lib/exam/input'
import { closeWorld, hasActivity, joins, openWorld, people, units, viewerFor } from '../world'
import type { Things } from './routes'
import type { Samples } from './samples'

// `node --import tsx tests/journeys/communities.ts FOLDER`, by setup.ts: a process of its own, since Playwright reads
// the product's code in another way than the product does.

/**
 * The small street of tests/world.ts in `folder`, with a thing of each kind in the community A (东埔) and in B
 * (和平), and an account of A for each role: what the tables of routes and actions are tried on.
 */
async function writeCommunities(folder: string): Promise<void> {
  const { viewers, file } = await openWorld()
  try {
    const administrator = viewers.administrator
    const things: Omit<Things, 'any'> = {
      a: await thingsOf(administrator, units.dongpu, '东埔社区', people.xuguohua),
      b: await thingsOf(administrator, units.heping, '和平社区', people.zengyulan),
    }
    const accounts: Samples['accounts'] = {
      cadre: tokenOf(viewers.dongpuCadre),
      organiser: tokenOf(viewers.dongpuOrganiser),
      leader: tokenOf(await withRole('洪丽', 'leader')),
      administrator: tokenOf(await withRole('郭强', 'administrator')),
      topAdministrator: tokenOf(administrator),
    }
    await closeDatabase()
    cpSync(path.dirname(file), folder, { recursive: true })
    secretBeside(`file:${path.join(folder, 'xuefa.db')}`)
    writeFileSync(path.join(folder, 'samples.json'), JSON.stringify({ accounts, things }))
  } finally {
    await closeWorld()
  }
}

/** One thing of each kind in a community, made by the product's own commands. */
async function thingsOf(viewer: Viewer, unit: number, name: string, person: number): Promise<Things['a']> {
  const activity = await hasActivity(viewer, { hostUnitId: unit, title: `${name}学法`, audienceWords: name })
  const exam = await createExam(
    viewer,
    examInput.parse({
      hostUnitId: unit,
      title: `${name}考试`,
      opensOn: '2023-03-01',
      closesOn: '2023-03-31',
      fullMark: 100,
      passMark: 60,
      counting: 'best',
      audienceWords: name,
    }),
  )
  if (!exam.ok) throw new Error(`createExam: ${exam.reason}`)
  return { unit, person, activity, exam: exam.id }
}

async function withRole(name: string, role: GrantedRole): Promise<Viewer> {
  return viewerFor(await joins(name, units.dongpu), role, units.dongpu)
}

function tokenOf({ accountId }: Viewer) {
  return { accountId: accountId ?? 0, sessionVersion: 1 }
}

await writeCommunities(process.argv[2] ?? '')
