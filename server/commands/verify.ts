import { runCommand } from './run'

async function main() {
  if (process.argv.length > 2) {
    console.error('用法：npm run -s verify')
    process.exitCode = 2
    return
  }
  await runCommand(
    { command: 'verify' },
    async () => (await import('./verify-answer')).answerVerify,
    // It is the check.
    { checks: false },
  )
}

await main()
