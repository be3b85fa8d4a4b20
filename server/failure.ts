import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseHeld } from '@/db/lock'
import { isTold } from '@/db/refused'
import { ConfigRefused } from '@/lib/core/config'
import { errorLine } from './error-line'

export type Failure = { lines: string[]; exit: 1 | 2 | 3 }

type Coded = Error & { code?: string; path?: string; address?: string; port?: number; hostname?: string }

/**
 * Why something did not start, in two lines, Chinese and English: what is wrong, with which file, and what to do. What
 * nobody has foreseen keeps its own text below them.
 */
export function failureOf(error: unknown, file = 'DATABASE_URL'): Failure {
  // By the name: the same class may be loaded twice, as a module of the server and of a page.
  const isConfig = (error as Error | null)?.name === ConfigRefused.name
  if (isTold(error) || isConfig)
    return { lines: (error as Error).message.split('\n'), exit: error instanceof DatabaseHeld ? 3 : 2 }
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, message, path, ...network } = at as Coded
    const { address, hostname, port } = network
    const isNetwork = address !== undefined || hostname !== undefined
    const unopened = /Unable to open connection to local database (.*): 14/.exec(message)?.[1]
    const opening = unopened ?? path ?? file.replace(/^file:/, '')
    const place = isNetwork ? `HOST=${address ?? hostname} PORT=${port ?? ''}`.trim() : opening
    const why = unopened === undefined ? code : whyUnopened(unopened)
    const found = (isNetwork ? ofNetwork : known).find(([codes]) => codes.test(why ?? ''))
    if (found) return { lines: found[1](place, message.replace(/\s*\n\s*/g, '; ')), exit: 1 }
  }
  return {
    lines: [
      '出现了没有预料到的错误，没有做完；原有数据没有改动。请把下面的文字发给维护人员。',
      'Something unforeseen went wrong and it was not finished; what is stored was left as it is. Send the text below to whoever maintains this.',
      errorLine(error),
    ],
    exit: 1,
  }
}

/** SQLite says only that it could not open the file: what the system says of it. */
function whyUnopened(file: string): string {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) return 'EISDIR'
    if (existsSync(file)) closeSync(openSync(file, 'r+'))
    rmdirSync(mkdtempSync(join(dirname(file), '.xuefa-')))
    return 'SQLITE_CANTOPEN'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'SQLITE_CANTOPEN'
  }
}

/** Prints why, and ends the process. */
export function endWith(error: unknown, file?: string): never {
  const { lines, exit } = failureOf(error, file)
  console.error(lines.join('\n'))
  process.exit(exit)
}

type Known = [codes: RegExp, say: (place: string, message: string) => string[]]

const ofNetwork: Known[] = [
  [
    /^EADDRINUSE$/,
    place => [
      `${place}：端口已被别的程序占用。请停止那个程序，或给 PORT 换一个数。`,
      `${place}: the port is in use. Stop that program, or set PORT to another number.`,
    ],
  ],
  [
    /^(EACCES|EPERM)$/,
    place => [
      `${place}：没有使用这个端口的权限。请给 PORT 换一个 1024 以上的数。`,
      `${place}: no permission to use the port. Set PORT to a number above 1024.`,
    ],
  ],
  [
    /^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|EINVAL)$/,
    place => [
      `${place}：本机没有这个地址。请把 HOST 改为本机的地址，或者去掉。`,
      `${place}: this machine has no such address. Set HOST to an address of this machine, or leave it away.`,
    ],
  ],
]

const known: Known[] = [
  [
    /^(EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH|SQLITE_READONLY.*)$/,
    place => [
      `${place}：没有读写权限。请把它和所在的文件夹改为运行本程序的账号所有，再启动。`,
      `${place}: no permission to read and write it. Give it and its folder to the account that runs this program, then start again.`,
    ],
  ],
  [
    /^EROFS$/,
    place => [
      `${place}：所在的磁盘是只读的。请改为可写，或把 DATABASE_URL 改到别的磁盘，再启动。`,
      `${place}: its disk is read-only. Make it writable, or set DATABASE_URL to another disk, then start again.`,
    ],
  ],
  [
    /^(ENOENT|ENOTDIR|EEXIST|SQLITE_CANTOPEN.*)$/,
    place => [
      `${place}：打不开，所在的文件夹不存在或不是文件夹。请核对 DATABASE_URL 和 FILES_DIR，再启动。`,
      `${place}: it cannot be opened, its folder is missing or is no folder. Check DATABASE_URL and FILES_DIR, then start again.`,
    ],
  ],
  [
    /^EISDIR$/,
    place => [
      `${place}：是文件夹，不是文件。请把 DATABASE_URL 写到文件名，再启动。`,
      `${place}: it is a folder and no file. Write DATABASE_URL down to the name of the file, then start again.`,
    ],
  ],
  [
    /^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL|SQLITE_IOERR.*)$/,
    place => [
      `${place}：磁盘已满或写不进去。请腾出空间，再试一次；没有写入的什么也没有改动。`,
      `${place}: the disk is full or does not take it. Make room and try again; nothing was half written.`,
    ],
  ],
  [
    /^(SQLITE_CORRUPT.*|SQLITE_NOTADB)$/,
    (place, message) => [
      `${place}：数据库已损坏（${message}）。请恢复备份：npm run -s restore -- 备份文件.db`,
      `${place}: the database is damaged (${message}). Restore a backup: npm run -s restore -- FILE.db`,
    ],
  ],
  [
    /^SQLITE_BUSY.*$/,
    place => [
      `${place}：正被别的程序占用。请关掉打开它的程序，再启动。`,
      `${place}: another program has it open. Close that program, then start again.`,
    ],
  ],
]
