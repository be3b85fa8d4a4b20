// Flips a random bit, or cuts the end off, 2,000 times in each small file of `tests/fixtures/sheets`, and reads it. Fails
// where a cell of an archive (.xlsx, .docx) is another one without a word, where one of a cut .xls is, where a reader does
// not say why it refuses, and where it takes longer than two seconds. `npm exec -- node --import tsx
// tests/bench/damaged-files.ts [TIMES]`
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { damagesOf } from '../damaged-files'

const folder = path.join(import.meta.dirname, '../fixtures/sheets')
const times = Number(process.argv[2] ?? '2000')
const names = readdirSync(folder).filter(name =>
  /^(as-|b03|b23|b24-quotes|b26|b10-html|b10-xml).*\.(xlsx?|docx|csv)$/.test(name),
)

for (const name of names) {
  const bytes = new Uint8Array(readFileSync(path.join(folder, name)))
  const isArchive = bytes[0] === 0x50
  const isContainer = bytes[0] === 0xd0
  for (const kind of ['flip', 'cut'] as const) {
    const { refused, same, other, slowestMs } = await damagesOf(bytes, kind, [0, times])
    const isWrong = (isArchive || (isContainer && kind === 'cut')) && other.length > 0
    console.log(
      `${name} ${kind}: ${refused} refused, ${same} as before, ${other.length} with another cell${isWrong ? ` (WRONG: ${other.slice(0, 10)})` : ''}, longest ${Math.round(slowestMs)} ms`,
    )
    if (isWrong || slowestMs > 2000) process.exitCode = 1
  }
}
