import { DatabaseHeld } from './lock'

/** Why the database is not opened: two lines, in Chinese and in English, with the file and what to do. */
export class DatabaseRefused extends Error {
  override name = 'DatabaseRefused'
  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`)
  }
}

/** Whether the message of the error says all that its reader needs. */
export function isTold(error: unknown): boolean {
  return error instanceof DatabaseHeld || error instanceof DatabaseRefused
}
