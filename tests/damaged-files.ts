import { openFile } from '@/lib/spreadsheet/formats/open-file.mjs'
import { Unreadable } from '@/lib/spreadsheet/formats/unreadable.mjs'

export type Damages = {
  /** Told why it cannot be read. */
  refused: number
  /** Every cell as before: the damage lies where no cell is. */
  same: number
  /** Numbers of the damages after which a cell is another one. */
  other: number[]
  slowestMs: number
}

/**
 * Reads all sheets of a file again and again, each time with another damage: `flip` changes one bit, `cut` ends the file
 * somewhere. Throws where a reader does not say why.
 */
export async function damagesOf(
  bytes: Uint8Array,
  kind: 'flip' | 'cut',
  [from, until]: [number, number],
): Promise<Damages> {
  const whole = await cellsOf(bytes)
  const found: Damages = { refused: 0, same: 0, other: [], slowestMs: 0 }
  for (let number = from; number < until; number++) {
    const at = Math.floor(chance(number, 1) * bytes.length)
    const damaged = kind === 'cut' ? bytes.slice(0, at) : bytes.slice()
    if (kind === 'flip') damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(chance(number, 2) * 8))
    const begun = performance.now()
    try {
      if ((await cellsOf(damaged)) === whole) found.same++
      else found.other.push(number)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      found.refused++
    }
    found.slowestMs = Math.max(found.slowestMs, performance.now() - begun)
  }
  return found
}

async function cellsOf(bytes: Uint8Array): Promise<string> {
  const { kind, sheets } = await openFile(bytes)
  const read: unknown[] = [kind]
  for (const sheet of sheets) read.push(sheet.name, sheet.hidden, await sheet.read())
  return JSON.stringify(read)
}

/** A number from 0 to 1, always the same for the same two (splitmix32). */
function chance(number: number, salt: number): number {
  let bits = (number * 0x9e3779b9 + salt * 0x85ebca6b) | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32
}
