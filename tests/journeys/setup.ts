import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeSamples } from './samples'
import { loadDemo, testNow } from './server'

/** Creates each database once; each server starts on a copy (loading takes seconds, copying almost no time). */
export default async function setup() {
  // As server/start.ts does after a build of its own; without it each server would build anew.
  if (existsSync('.next/BUILD_ID')) writeFileSync('.next/xuefa-built', '')
  const folder = await mkdtemp(path.join(tmpdir(), 'xuefa-templates-'))
  process.env.XUEFA_TEMPLATES = folder
  for (const name of ['demo', 'communities', 'hall']) mkdirSync(path.join(folder, name))
  for (const script of [['communities'], ['hall', '60']]) {
    const [name = '', ...more] = script
    const args = [
      '--import',
      './tests/loader.mjs',
      `tests/journeys/${name}.ts`,
      path.join(folder, name),
      ...more,
    ]
    execFileSync(process.execPath, args, { stdio: 'inherit' })
  }
  await loadDemo(path.join(folder, 'demo'))
  await writeSamples(path.join(folder, 'demo'), testNow)
  return () => rm(folder, { recursive: true, force: true })
}
