import { readConfig } from '@/lib/config'
import { closeDatabase, openDatabase } from './client'
import { DatabaseHeld } from './lock'
import { migrateDatabase } from './migrate'
import { type Answer, askServer, type Request } from './socket'

/**
 * Runs a command of the command line inside the server that holds the database, or here where none does. JSON alone
 * goes to stdout, everything else to stderr; the process ends with the answer's exit code.
 */
export async function runCommand(
  request: Request,
  handler: (request: Request) => Promise<Answer>,
): Promise<void> {
  const answer = await answered(request, handler)
  if (answer.say) console.error(answer.say)
  if (answer.out !== undefined) process.stdout.write(`${JSON.stringify(answer.out)}\n`)
  process.exitCode = answer.exit
}

async function answered(request: Request, handler: (request: Request) => Promise<Answer>): Promise<Answer> {
  let config: ReturnType<typeof readConfig>
  try {
    config = readConfig()
  } catch (error) {
    return { exit: 2, say: (error as Error).message }
  }
  try {
    const answer = await askServer(config.DATABASE_URL, request)
    if (answer) return answer
    await openDatabase(config.DATABASE_URL, {
      what: `npm run ${request.command}`,
      authToken: config.DATABASE_AUTH_TOKEN,
    })
    try {
      await migrateDatabase()
      return await handler(request)
    } finally {
      await closeDatabase()
    }
  } catch (error) {
    return {
      exit: 3,
      say: error instanceof DatabaseHeld ? error.message : ((error as Error).stack ?? String(error)),
    }
  }
}
