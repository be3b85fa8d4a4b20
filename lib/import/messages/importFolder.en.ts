import type { Wording } from '@/lib/core/i18n/wording'
import type { importFolder as zh } from './importFolder.zh'

export const importFolder: Wording<typeof zh> = {
  otherYear: 'This file says {named}, the folder is of {year}: which year holds?',
  examNotNamed: 'It does not say which exam the results are of',
  activityNotNamed: 'It does not say which online study it is about',
  photoOf: 'Which activity is this photo of?',
  photos: '{count} [photo|photos], of which {waiting} wait to be assigned to an activity',
  waits: 'Waits to be assigned to an activity',
  nothing: 'No sheet and no photo was recognised in the folder',
  refused: {
    tooManyFiles: 'There are more than 2,000 files: divide them into several folders',
    folderTooBig: 'The folder has more than 4 GB: divide it into several',
    countsChanged: 'What was checked has just changed: check once more. Nothing was written',
  },
  left: {
    notKnown: 'Not recognised, and not read',
    notYours: 'Sheets of this kind are imported by an administrator',
    leftByHand: 'Not imported',
    empty: 'The file is empty',
    sameAs: 'The same as “{detail}”: it counts once',
    nestedZip: 'An archive within an archive: unpack it first',
    link: 'A link, and not read',
    unfitPath: 'An unsafe path in the archive, and not read',
    tooBig: 'The file is too big, and not read',
    encrypted: 'The file asks for a password: remove it',
    damaged: 'The file is damaged',
  },
  contradiction: {
    notSigned:
      'Ledger: {ledger} [session|sessions], sign-in sheets: {signed}: {count} compulsory without a sign-in',
    notInLedger: 'Sign-in sheets: {signed} [session|sessions], of which {count} are not in the ledger',
    headsDiffer: 'Heads differ in {count} [session|sessions]: ledger {ledger}, signed {signed}',
    examsDiffer: 'Exams planned: {planned}, with results: {sat}',
    notPlanned: '{count} [exam|exams] with results are in no list of exams',
    withoutResult: '“{title}”: {due} due, {sat} with a result: {count} without',
    namedTwice: '{count} [activity stands|activities stand] in two files',
  },
}
