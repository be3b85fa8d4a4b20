import type { Wording } from '@/lib/core/i18n/wording'
import type { operation as zh } from './operation.zh'

export const operation: Wording<typeof zh> = {
  title: 'Operations',
  lead: 'Whether the service is well, backed up and has room on its disks.',
  health: {
    title: 'Health',
    well: 'Well: the database can be read and written',
    ill: 'The database cannot be written. See whether the disk is full, then call whoever maintains it',
    version: 'Version {version}, schema {schema}',
  },
  backup: {
    title: 'Backup',
    none: 'There is no backup yet',
    last: 'Last backup',
    age: '{days} days {hours} hours ago',
    ageHours: '{hours} hours ago',
    where: 'Where',
    size: 'Size',
    photos: 'and {count} photos and files',
    missing: '{count} photos or files are lost on the disk and not in it',
    due: 'There is no backup of the last day: make one now',
    working: 'A backup is being made; reload the page to see it',
    started: 'A backup is being made; it takes a while. Reload this page to see it',
    made: 'Backed up to {file}',
    madeMissing: 'Backed up to {file}; {count} photos or files are lost on the disk and not in it',
    press: 'Back up now',
    folder: 'Kept in {folder}; copy it to another disk as well',
    restore: 'A backup is restored on the server: stop the service, then run',
  },
  refused: {
    remote: 'The database is not on this machine: use the backup of its own server',
    damaged: 'The backup did not pass its check and was not kept. The database may be damaged',
    taken: 'A backup of that name exists: press once more',
    noRoom: 'There is no room on the disk, nothing was backed up',
    noFolder: 'The folder of the backups cannot be opened or written, nothing was backed up',
  },
  space: {
    title: 'Space',
    place: 'What',
    used: 'Used',
    free: 'Free on its disk',
    database: 'Database',
    photos: 'Photos and files ({count})',
    backups: 'Backups',
    unknown: 'unknown',
  },
}
