import { rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { databaseFile, type Opening, openDatabase } from '@/db/client'
import { fill, hasCode, isDiskFull, NO_ROOM } from '@/db/disk-room'
import { allowWriting, readOnly, setReadOnly } from '@/db/read-only'
import { DatabaseRefused } from '@/db/refused'

/**
 * Kept aside beside the database. On a full disk it goes, and the room is enough for what the engine needs to read (an
 * index of its log of 32 KiB and more) and for the socket and the lock.
 */
const RESERVE_BYTES = 1024 * 1024
const LOOK_MS = 10_000

/**
 * Opens the database of the server, also on a full disk: then the process only reads until there is room again, and
 * says so.
 */
export async function openWithRoom(url: string, opening: Opening = {}): Promise<void> {
  const named = url.startsWith('file:') ? resolve(url.slice('file:'.length)) : null
  let isSpent = false
  try {
    await openDatabase(url, opening)
  } catch (error) {
    if (named === null || !isOfFullDisk(error, named)) throw error
    isSpent = spendReserve(named)
    if (!isSpent) throw full(named)
    await openDatabase(url, opening).catch(again => {
      throw isOfFullDisk(again, named) ? full(named) : again
    })
  }
  const file = databaseFile()
  if (file === null) return
  // Also for a disk that fills while the server starts.
  setInterval(() => {
    if (databaseFile() === file) goOnWithRoom(file)
  }, LOOK_MS).unref()
  if (!isSpent && !isDiskFull(file)) return void keepReserve(file)
  setReadOnly('diskFull', dirname(file))
  const folder = dirname(file)
  console.error(
    `磁盘已满（${folder}）：服务已启动，只能查看，不能保存。请腾出空间，之后自动恢复。`,
    `\nThe disk is full (${folder}): the server has started and only reads. Make room; it then goes on by itself.`,
  )
}

/** Ends the state once there is room for the reserve and for something to save. */
export function goOnWithRoom(file: string): void {
  if (readOnly()?.reason !== 'diskFull') return
  if (keepReserve(file) && !isDiskFull(file)) allowWriting('diskFull')
  else spendReserve(file)
}

function keepReserve(file: string): boolean {
  const reserve = reserveFile(file)
  if (sizeOf(reserve) === RESERVE_BYTES) return true
  if (fill(reserve, RESERVE_BYTES) === null) return true
  rmSync(/* turbopackIgnore: true */ reserve, { force: true })
  return false
}

/** Whether there was one. */
function spendReserve(file: string): boolean {
  const reserve = reserveFile(file)
  if (sizeOf(reserve) === 0) return false
  rmSync(/* turbopackIgnore: true */ reserve, { force: true })
  return true
}

function reserveFile(file: string): string {
  return `${file}.reserve`
}

function sizeOf(path: string): number {
  return statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false })?.size ?? 0
}

/** The engine says as little of a full disk as of a file that it may not open: then the disk is asked. */
function isOfFullDisk(error: unknown, file: string): boolean {
  return hasCode(error, NO_ROOM) || (hasCode(error, /^SQLITE_(IOERR|CANTOPEN)/) && isDiskFull(file))
}

function full(file: string): DatabaseRefused {
  return new DatabaseRefused(
    `${file} 打不开：磁盘已满。请在这块磁盘上腾出 2 MB 以上的空间，再启动。`,
    `${file} cannot be opened: its disk is full. Free 2 MB or more on it, then start again.`,
  )
}
