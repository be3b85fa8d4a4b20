import { AsyncLocalStorage } from 'node:async_hooks'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { isOpen } from '@/db/client'
import { heedOnlySockets } from '@/lib/access/source'
import { type Config, isLoopback, readConfig } from '@/lib/core/config'
import { errorLine, keepValuesOut } from './error-line'
import { endWith } from './failure'
import { frontOf, type Handler, listenOn, SOCKETS } from './front'
import { keepFilesPrivate } from './private-files'
import { logFolderOf, RequestLog } from './request-log'

/** Written by us when a build has succeeded. */
const STAMP = '.next/xuefa-built'
const SOURCES = [
  'app',
  'lib',
  'db',
  'server',
  'next.config.mjs',
  'postcss.config.mjs',
  'package-lock.json',
  'proxy.ts',
  'instrumentation.ts',
]

/**
 * Builds where the code is newer than the build, then serves in this same process. With `dev` nothing is built: Next
 * compiles each page when it is asked for and tells open pages of changes.
 */
export async function serve(config: Config, { dev = false } = {}): Promise<void> {
  if (!dev) keepValuesOut()
  if (!dev) await buildIfStale().catch(error => endWith(error))
  Object.assign(process.env, {
    // The headers of safety hang on it (app/_http/security-headers.ts): what the environment says does not count.
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(config.PORT),
  })
  heedOnlySockets(config.APP_URL)
  // By default this signal ends the process at the limit of `ulimit -f`; ignored, the write fails and its error
  // is handled.
  process.on('SIGXFSZ', () => {})
  // The port is opened first: requests that arrive while Next loads wait instead of being refused.
  let answer: (handler: Handler) => void = () => {}
  const next = new Promise<Handler>(resume => {
    answer = resume
  })
  // Next attaches the socket of hot reload to the listener that its first request came through.
  const log = new RequestLog(logFolderOf(config.DATABASE_URL))
  const close = await listen(config, frontOf(next, { log }), {
    sockets: dev ? 1 : SOCKETS,
    isBehindProxy: Boolean(config.APP_URL),
  })
  const app = createRequire(import.meta.url)('next')({
    dev,
    dir: resolve('.'),
    hostname: config.HOST,
    port: config.PORT,
  })
  // Otherwise instrumentation.ts does it, with the code that Next has built.
  const product = dev ? startBesideNext() : undefined
  const ready = app.prepare().catch((error: unknown) => {
    console.error(
      '页面没有装好，服务没有启动。请再启动一次；若还不行，删除 .next 文件夹后重试。',
      '\nThe pages could not be loaded, nothing is served. Start again; if that does not help, delete the folder .next first.',
    )
    console.error(errorLine(error))
    process.exit(1)
  })
  void ready.then(async () => {
    await product
    answer(app.getRequestHandler())
    // Only now: the address that is printed answers.
    console.log(`Xuefa http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${config.PORT}`)
    if (dev)
      console.log(
        '每一页第一次打开时要编译，需要等一会儿。 A page is compiled at its first visit, which takes a while.',
      )
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      // Refuse new connections, finish open requests, close Next, then exit with the signal's own code.
      await close()
      await app.close()
      await sealAtStop()
      await log.close()
      process.exit(signal === 'SIGINT' ? 130 : 143)
    })
}

async function sealAtStop(): Promise<void> {
  try {
    const { endRun } = await import('@/lib/access/seal.commands')
    if (isOpen()) await endRun()
  } catch (error) {
    console.error('The log could not be sealed at the stop:', error)
  }
}

/** While Next prepares: the first page comes two seconds sooner. */
async function startBesideNext(): Promise<void> {
  // Modules of Next that the product loads want it there; Next itself sets it only when it is ready.
  Object.assign(globalThis, { AsyncLocalStorage })
  const { startProduct } = await import('./product')
  await startProduct()
}

async function listen(
  { HOST, PORT }: Config,
  front: RequestListener,
  options: { sockets: number; isBehindProxy: boolean },
): Promise<() => Promise<void>> {
  return listenOn(PORT, HOST, front, options).catch(endWith)
}

/** Ends the process where the build fails; its output goes to the console. */
export async function buildIfStale(): Promise<void> {
  if (!isStale()) return
  console.error('正在构建页面（首次约一分钟） Building …')
  rmSync(STAMP, { force: true })
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
  process.once('exit', () => child.kill())
  const code = await new Promise<number | null>(ended => child.once('exit', ended))
  if (code !== 0) {
    console.error(
      '页面没有构建成功，服务没有启动：原因见上面。请核对磁盘空间和 node_modules（npm ci），再启动。\nThe pages could not be built, nothing is served: the reason stands above. Check the disk and node_modules (npm ci), then start again.',
    )
    process.exit(1)
  }
  stampBuild()
}

/** Next leaves a BUILD_ID before its last files: a build that was killed in between would be served for ever. */
export function stampBuild(): void {
  writeFileSync(STAMP, '')
}

/** The configuration; invalid settings are printed in two lines and end the process. */
export function configOrExit(): Config {
  keepFilesPrivate()
  try {
    const config = readConfig()
    refusePlainHttpAbroad(config)
    return config
  } catch (error) {
    return endWith(error)
  }
}

function refusePlainHttpAbroad(config: Config): void {
  if (isLoopback(config.HOST) || config.ALLOW_HTTP || config.APP_URL?.startsWith('https:')) return
  console.error(
    `HOST: ${config.HOST} 会让别的电脑用未加密的 HTTP 访问。请把 APP_URL 设为反向代理的 https 网址；仅供试用时设 ALLOW_HTTP=1。\nHOST: ${config.HOST} can be reached from other machines over plain HTTP. Set APP_URL to the https address of the reverse proxy, or ALLOW_HTTP=1 for a trial.`,
  )
  process.exit(2)
}

/** Whether there is no finished build, or one older than a source. */
export function isStale(sources = SOURCES): boolean {
  if (!existsSync(STAMP)) return true
  const builtAt = statSync(STAMP).mtimeMs
  return sources.some(source => newest(source) > builtAt)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))))
}
