import { type Config, readConfig } from '@/lib/core/config'
import { keepValuesOut } from '@/server/error-line'
import { failureOf } from '@/server/failure'
import { keepFilesPrivate } from '@/server/private-files'
import { type Answer, askServer, type Request } from './socket'

type Handler = (request: Request) => Promise<Answer>

/**
 * Runs a command of the command line inside the server that holds the database, or here where none does. JSON alone
 * goes to stdout, everything else to stderr; the process ends with the answer's exit code.
 */
export async function runCommand(
  request: Request,
  handler: () => Promise<Handler>,
  { checks = true }: { checks?: boolean } = {},
): Promise<void> {
  keepFilesPrivate()
  keepValuesOut()
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreBrokenPipe)
  const answer = await answered(request, handler, checks)
  if (answer.say) console.error(answer.say)
  if (answer.out !== undefined) process.stdout.write(`${JSON.stringify(answer.out)}\n`)
  process.exitCode = answer.exit
}

/** The reader of the output may end first (`| head`); the command has done its work all the same. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

async function answered(request: Request, handler: () => Promise<Handler>, checks: boolean): Promise<Answer> {
  let config: Config
  try {
    config = readConfig()
  } catch (error) {
    return { exit: 2, say: sayOf(error) }
  }
  try {
    const answer = await askServer(config.DATABASE_URL, request)
    if (answer) return answer
    return await answeredHere(request, await handler(), config, checks)
  } catch (error) {
    const { sentenceOf } = await import('./sentence')
    return { exit: 3, say: (await sentenceOf(error)) ?? sayOf(error, config.DATABASE_URL) }
  }
}

function sayOf(error: unknown, file?: string): string {
  return failureOf(error, file).lines.join('\n')
}

/** Imported only where no server answered: loading the product takes longer than the question itself. */
async function answeredHere(
  request: Request,
  handler: Handler,
  config: Config,
  checks: boolean,
): Promise<Answer> {
  const { checkForCommand, refuseUnreadableTexts } = await import('@/db/check')
  const { closeDatabase, openDatabase } = await import('@/db/client')
  const { migrateDatabase } = await import('@/db/migrate')
  const { beginRun, endRun } = await import('@/lib/access/seal.commands')
  const { guardLockedYears } = await import('@/lib/statistics/lock/correction.commands')
  await openDatabase(config.DATABASE_URL, {
    what: `npm run ${request.command}`,
    authToken: config.DATABASE_AUTH_TOKEN,
    filesDirectory: config.FILES_DIR,
  })
  try {
    if (checks) await checkForCommand()
    else await refuseUnreadableTexts()
    await migrateDatabase()
    guardLockedYears()
    await beginRun()
    const answer = await handler(request)
    await (await import('@/server/set-up')).noteSetUp()
    await endRun()
    return answer
  } finally {
    await closeDatabase()
  }
}
