import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeSamples } from './samples'
import { loadDemo } from './server'

/** Loads the demo once; each server that wants it starts on a copy (loading takes seconds, copying milliseconds). */
export default async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'xuefa-demo-'))
  process.env.XUEFA_DEMO_TEMPLATE = folder
  await loadDemo(folder)
  await writeSamples(folder)
  return () => rm(folder, { recursive: true, force: true })
}
