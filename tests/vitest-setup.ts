import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where tests/templates.ts keeps the databases of this run; the processes of the tests get it from the environment. */
export default function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-templates-'))
  process.env.XUEFA_TEMPLATES = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
