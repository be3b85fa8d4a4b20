import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/*
 * Databases that are made once in a run and copied by whoever needs one: migrating a new file takes 0.2 s of processor
 * time, a copy nothing. Their folder is made by tests/vitest-setup.ts; a process without it has one of its own.
 */

let own: string | undefined

function home(): string {
  if (process.env.XUEFA_TEMPLATES) return process.env.XUEFA_TEMPLATES
  if (!own) {
    const made = mkdtempSync(path.join(tmpdir(), 'xuefa-templates-'))
    process.once('exit', () => rmSync(made, { recursive: true, force: true }))
    own = made
  }
  return own
}

/** The folder of that name, filled by `make` where no process of this run has made it. Only to be copied from. */
export async function templateOf(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(home(), name)
  if (existsSync(folder)) return folder
  const making = `${folder}-${process.pid}`
  mkdirSync(making)
  await make(making)
  try {
    renameSync(making, folder)
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error
    rmSync(making, { recursive: true })
  }
  return folder
}

/** Fills `folder` with the street of tests/journeys/communities.ts, which has a thing of each kind. */
export async function copyCommunities(folder: string): Promise<void> {
  const made = await templateOf('communities', async into => {
    const args = ['--import', './tests/loader.mjs', 'tests/journeys/communities.ts', into]
    execFileSync(process.execPath, args, { cwd: path.resolve(import.meta.dirname, '..') })
  })
  cpSync(made, folder, { recursive: true })
}
