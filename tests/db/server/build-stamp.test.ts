import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale, stampBuild } from '@/server/start'

const here = process.cwd()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-stamp-'))
  process.chdir(folder)
  mkdirSync('.next')
  mkdirSync('app')
  writeFileSync('app/page.tsx', '')
})
afterEach(() => {
  process.chdir(here)
  rmSync(folder, { recursive: true, force: true })
})

test('a build counts when it was finished, and not when Next wrote its id', () => {
  writeFileSync('.next/BUILD_ID', 'x')
  expect(isStale(['app'])).toBe(true)

  stampBuild()
  expect(isStale(['app'])).toBe(false)
})

test('a source that changed after the build makes it stale', () => {
  stampBuild()
  const later = Date.now() / 1000 + 60
  utimesSync('app/page.tsx', later, later)

  expect(isStale(['app'])).toBe(true)
})
