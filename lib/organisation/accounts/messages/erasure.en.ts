import type { erasure as zh } from './erasure.zh'

export const erasure: typeof zh = {
  link: 'Erase personal data',
  title: 'Erase: {name}',
  done: 'Erased',
  doneLead:
    'Name, numbers and texts of this person are gone for good; attendance, results and the log are still there.',
  lead: 'For somebody who has left and asks for deletion. It cannot be undone; lists then show “erased person #n” in Chinese.',
  goes: 'Goes',
  goesOwn:
    'Name, staff number, phone, post and rank; account, roles, sessions, calendar subscriptions, second factor, known browsers.',
  goesTexts:
    'Reasons and notes of leave, make-ups and exemptions; the person’s name in the log, and what it says about the person.',
  goesElsewhere: 'The name and numbers wherever else they stand are replaced: {texts} [text|texts].',
  stays: 'Stays',
  staysCounts:
    'Attendance, results, units and tags over time. Heads, rates and the figures of locked years do not change; log and seals stay whole.',
  staysPictures:
    'Signed sheets and photos: signatures and faces on them cannot be changed. Remove the attachment of the activity where it has to go.',
  staysCopies:
    'Earlier backups, databases set aside by a restore, exported sheets, printed papers and lists kept on devices without network still hold the name: destroy them when their time is over. A restore of an earlier backup erases again by itself.',
  longer: 'Units, tags, words and other people’s names that contain the name stay: {words}',
  ambiguous:
    'Somebody else has the same name: in {count} [text|texts] nobody can tell who is meant, and the name stays. Change them yourself before.',
  openYears: '{years} not locked yet',
  openYearsLead:
    'Lists, sheets and exam lists of these years show the erased name from now on; figures do not change. Print the lists, write the report and lock the year first where names are needed.',
  openYearsTick: 'I know that the lists of these years will have no name',
  proofs: 'Proofs of leave and make-ups ({count} [file|files])',
  proofsHint:
    'They often hold the name and an illness. Keep them only where they are needed as evidence; only those who decide leave see them.',
  proofsChoose: 'Choose',
  proofsRemove: 'Delete the files',
  proofsKeep: 'Keep as evidence, content unchanged',
  typedName: 'Type the person’s name to confirm',
  submit: 'Erase for good',
  refused: {
    inService:
      'This person is in service or has a day to begin: end the memberships first, and erase after the last day.',
    ownAccount: 'Nobody erases themselves.',
    lastAdministrator: 'The top unit needs an administrator: this person cannot be erased.',
    openYear: '{years} is not locked yet: lock it first, or tick that you know.',
    otherName: 'This is not the person’s name; nothing was done.',
  },
}
