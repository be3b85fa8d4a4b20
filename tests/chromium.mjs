import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

/** The path of a Chromium that starts, installing one if there is none; throws with manual instructions. */
export function findChromium(playwrightCli) {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (starts(named)) return named
    throw new Error(
      `CHROMIUM_PATH=${named} does not start. Name a Chromium that answers --version, or unset it.`,
    )
  }
  return present() ?? fromDebian() ?? fromPlaywright(playwrightCli) ?? giveUp()
}

// The shell starts in a third and opens a window in a quarter of the processor time of the whole browser, which
// Playwright would run without a window as well.
const SHELL = 'chromium-headless-shell'

function present() {
  const names = [SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable']
  return [chromium.executablePath(), ...names.map(onPath)].find(file => file && starts(file))
}

/** Debian's package has no Chinese fonts: without them pages show boxes. */
function fromDebian() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined
  console.log('No Chromium found: installing a package of it and fonts-noto-cjk')
  const apt = args =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', ...args], {
      stdio: ['ignore', 'inherit', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    })
  // That option waits for the lock of the packages, but not for the one of their lists.
  for (let n = 0; n < 60; n++) {
    const { stderr = '' } = apt(['update', '-q'])
    process.stderr.write(stderr)
    if (!stderr.includes('Could not get lock')) break
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000)
  }
  // Ubuntu and older releases of Debian have no package of the shell.
  for (const name of [SHELL, 'chromium']) {
    const { status, stderr } = apt(['install', '-y', '-q', '--no-install-recommends', name, 'fonts-noto-cjk'])
    process.stderr.write(stderr ?? '')
    if (status === 0) break
  }
  return present()
}

function fromPlaywright(cli) {
  console.log('No Chromium found: asking Playwright for its own')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'] })
  return present()
}

function giveUp() {
  throw new Error(
    'No Chromium could be found or installed. Install one (Debian, as root: apt-get install chromium-headless-shell fonts-noto-cjk) or set CHROMIUM_PATH.',
  )
}

function starts(file) {
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return status === 0 && /\d+\.\d+/.test(stdout)
}

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not in this folder
    }
  }
  return undefined
}

// Run by itself it installs what is missing, so that it is there when the journeys begin; they ask again.
if (process.argv[1] === import.meta.filename)
  try {
    findChromium('node_modules/@playwright/test/cli.js')
  } catch (error) {
    console.error(error.message)
  }
