import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { heedOnlySockets } from '@/lib/access/source'
import { type Config, isLoopback, readConfig } from '@/lib/config'

const SOURCES = [
  'app',
  'lib',
  'db',
  'next.config.mjs',
  'postcss.config.mjs',
  'package-lock.json',
  'proxy.ts',
  'instrumentation.ts',
]

/** Builds where the code is newer than the build, then serves in this very process. */
export async function serve(config: Config): Promise<void> {
  await buildIfStale()
  Object.assign(process.env, {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(config.PORT),
  })
  heedOnlySockets(config.APP_URL)
  const require = createRequire(import.meta.url)
  const { nextStart } = require('next/dist/cli/next-start.js')
  await nextStart({ port: config.PORT, hostname: config.HOST }, resolve('.'))
}

/** Ends the process where the build fails; what it says goes to the console. */
export async function buildIfStale(): Promise<void> {
  if (!isStale()) return
  console.error('正在构建页面（首次约一分钟） Building …')
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  process.once('exit', () => child.kill())
  const code = await new Promise<number | null>(ended => child.once('exit', ended))
  if (code !== 0) process.exit(1)
}

/** The environment, or one clear line for each fault and the end of the process. */
export function configOrExit(): Config {
  try {
    const config = readConfig()
    refusePlainHttpAbroad(config)
    return config
  } catch (error) {
    console.error((error as Error).message)
    process.exit(2)
  }
}

function refusePlainHttpAbroad(config: Config): void {
  if (isLoopback(config.HOST) || config.ALLOW_HTTP || config.APP_URL?.startsWith('https:')) return
  console.error(
    `HOST: ${config.HOST} can be reached from other machines over plain HTTP. Set APP_URL to the https address of the reverse proxy, or ALLOW_HTTP=1 for a trial.`,
  )
  process.exit(2)
}

function isStale(): boolean {
  const stamp = '.next/BUILD_ID'
  if (!existsSync(stamp)) return true
  const builtAt = statSync(stamp).mtimeMs
  return SOURCES.some(source => newest(source) > builtAt)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))))
}

// Run as `npm start`; the demo imports `serve` and begins by itself.
if (process.argv[1]?.endsWith('db/start.ts')) await serve(configOrExit())
