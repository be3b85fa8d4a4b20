import { chmodSync } from 'node:fs'

/** Whatever this process makes from now on (database, WAL, photos, backups) only its own account reads. */
export function keepFilesPrivate(): void {
  process.umask(0o077)
}

/** For what an earlier release made: the database with what lies beside it, and the folder of the photos. */
export function closeToOthers(databaseFile: string, filesDirectory: string): void {
  for (const end of ['', '-wal', '-shm', '.lock', '.holder', '.pulse', '.reserve'])
    change(databaseFile + end, 0o600)
  change(filesDirectory, 0o700)
}

function change(path: string, mode: number): void {
  try {
    chmodSync(/* turbopackIgnore: true */ path, mode)
  } catch {
    // Not there yet, or of another account: then that account has decided who reads it.
  }
}
