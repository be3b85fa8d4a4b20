import type { Wording } from '@/lib/core/i18n/wording'
import type { common as zh } from './common.zh'

export const common: Wording<typeof zh> = {
  app: {
    name: 'Xuefa',
    demo: 'Demonstration data: people and units are invented',
    skip: 'Skip to content',
  },
  nav: {
    mine: 'Mine',
    activities: 'Activities',
    plans: 'Plans',
    exams: 'Exams',
    rates: 'Rates',
    reports: 'Report',
    people: 'People',
    advisers: 'Legal advisers and duties',
    accounts: 'Accounts',
    imports: 'Import',
    outputs: 'Publicity ledger',
    settings: 'Settings',
    signOut: 'Sign out',
    publicCalendar: 'Public calendar',
    main: 'Main navigation',
  },
  form: {
    save: 'Save',
    cancel: 'Back',
    filter: 'Filter',
    all: 'All',
    optional: ' (optional)',
    errorTitle: 'To be corrected: {count}',
    required: 'Please fill this in',
    tooLong: 'At most {max} characters',
    notSent:
      'Not sent: the server cannot be reached. What you wrote is still here; press again when the network is back.',
    outdated:
      'The system was updated and this page was not saved. Copy what you wrote, then reload the page.',
    tooLarge: 'The number is too large, please check it',
    notANumber: 'Please enter a number',
    notADay: 'Please enter a day such as 2023-03-08',
    notATime: 'Please enter a time such as 15:00',
    unfit: 'Contains a character that cannot be stored (damaged or invisible); delete it and try again',
    notReadable: 'This could not be read; please check it',
    labelled: '{label}: {text}',
    notAChoice: 'Please choose from the list',
    changedMeanwhile:
      'Changed by somebody else: this record was saved after you opened the page, and this time nothing was saved.',
    changedBy:
      'Changed by somebody else: {name} saved this record at {time}, and this time nothing was saved.',
    thereAlready: 'There is such an entry already, and it differs from what you typed: nothing was saved.',
    changedByYourself:
      'Changed meanwhile: you saved this record elsewhere at {time}, and this time nothing was saved.',
    yourself: 'you yourself',
    choose:
      'Both sides changed the fields below, each to something else: choose one value for each, then press “Save as checked”. All other fields have been put together.',
    merged:
      'Different fields were changed, and they have been put together: check them, then press “Save as checked”.',
    apart: 'That change does not touch what you typed: check it, then press “Save as checked”.',
    differs:
      'What you typed is still here, and each difference stands below its field; press again to save what you typed.',
    pressAgain: 'Check it, then press again.',
    taken: 'Taken over from what was saved: {labels}.',
    chooseOne: 'Choose one of the two',
    takeSaved: 'Use what is saved:',
    takeTyped: 'Use what I typed:',
    saveChecked: 'Save as checked',
    goneTitle: 'The record is no longer there',
    goneNothing: 'Nothing that was typed is kept here.',
    gone: 'This record is no longer there (it may have been deleted), and nothing was saved. What you typed stands below, to be copied.',
    goneBy:
      'This record was deleted ({name}, {time}), and nothing was saved. What you typed stands below, to be copied.',
    theirs: 'Saved is “{theirs}”; you typed “{mine}”.',
    emptyValue: '(empty)',
    ticked: 'ticked',
    unticked: 'not ticked',
    unlisted: '(not in the list)',
    forbidden: 'You may not do this',
    tooMuch:
      'More was sent than a form may hold, and nothing was saved. Send it in parts, or shorten the text.',
    tooSlow: 'Not everything arrived, and nothing was saved. Check the network and try again.',
    tooMany: 'The server is busy, and nothing was saved. Try again later.',
    tooOften: 'Too many requests in a short time. Wait a moment and try again.',
    fileTooBig: 'The file is too big and was not uploaded. A sheet has at most 20 MB, a photo 15 MB.',
    notTaken: 'This address does not accept such a request.',
    owes: {
      secondFactor:
        'The office now requires a second factor. Enrol your phone in a new tab under My account, then send this form again; what you typed is still here.',
      password:
        'Change the first password in a new tab, then send this form again; what you typed is still here.',
    },
    signedOut:
      'You are signed out (after some time without use, or elsewhere). What you wrote is still here: sign in in a new tab, come back and press again.',
    kept: 'You are signed out; nothing was saved yet',
    keptOfOther: 'Another account is signed in now; nothing was saved yet',
    keptLead:
      'What you wrote is still on this page: do not close it. Sign in in a new tab, with the account that wrote it, come back here and send it again.',
    keptFile: '“{name}” was not kept; choose it again:',
    keptSignIn: 'Sign in in a new tab',
    keptAgain: 'Send again',
    badOrigin: 'The request came from elsewhere; reload the page and try again',
    diskFull:
      'The disk of the server is full; nothing was saved. Tell the administrator, and try again later',
    databaseBusy: 'The database is busy; nothing was saved. Try again in a moment',
    lockedYear:
      'The figures of {year} are locked, and this would move them: nothing was saved. Where a correction is needed, give the reason and press again; it is listed with the figures.',
    correction: 'Reason for correcting locked figures',
    readOnly:
      'The database is damaged and can only be read; nothing was saved. Tell the administrator to restore a backup',
    saved: 'Saved',
  },
  export: { forReading: 'For reading only: a sheet that can be imported again goes out in Chinese' },
  figure: { corrected: ' (corrected: {text})' },
  readOnly: {
    doubt: ' (may be wrong)',
    see: 'See what it is',
    damaged:
      'The database is damaged (found {since}). It can only be read; do not report figures marked “may be wrong”. Tell the administrator to stop the server and restore the latest backup.',
    checking:
      'The server was not stopped properly last time and is checking the database (since {since}). Until then it can only be read; please wait a few minutes.',
    diskFull:
      'The disk of the server is full (since {since}). The database can only be read; tell the administrator to make room.',
  },
  error: {
    notFoundTitle: 'This page was not found',
    notFoundText: 'The address may be wrong, or it lies outside what you may see.',
    brokenTitle: 'Something went wrong',
    brokenText:
      'What you just did was not saved. Reload and try again; if it happens again, tell the administrator.',
    home: 'To the first page',
    retry: 'Try again',
  },
  offline: {
    justNow: 'just now',
    minutesAgo: '{count} min ago',
    hoursAgo: '{count} h ago',
    daysAgo: '{count} d ago',
    keepsSession:
      'Once this page is open, you stay signed in for 12 hours without use (elsewhere {minutes} minutes); lock the screen or sign out when you leave.',
    stayOpen:
      'This address cannot be opened offline: without network neither close nor reload this page. What you record stays on it and is sent when the network is back.',
    title: 'No network',
    lead: 'This page needs the network. Without it, this device can open:',
  },
  leaving: {
    title: 'Not sent yet: {count}',
    text: 'Marks, counts, photos or unsaved rows of a plan are still on this device. Signing out now discards them; wait for the network until they are sent, and nothing is lost.',
    stay: 'Stay signed in',
    go: 'Discard and sign out',
    offline: 'Signing out needs the network.',
    unsent: 'Marks that were not saved: {count}. ',
    look: 'Look at them',
  },
  table: { export: 'Export table' },
  weekday: { w1: 'Mon', w2: 'Tue', w3: 'Wed', w4: 'Thu', w5: 'Fri', w6: 'Sat', w7: 'Sun' },
  weekdayShort: { w1: 'M', w2: 'T', w3: 'W', w4: 'T', w5: 'F', w6: 'S', w7: 'S' },
  date: {
    monthDay: '{day} {month}',
    onWeekday: '{weekday} {date}',
    yearMonth: '{month} {year}',
    full: '{day} {month} {year}',
    year: '{year}',
    month: '{month}',
    months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
    today: 'Today',
    tomorrow: 'Tomorrow',
    afterTomorrow: 'In two days',
    inDays: '{count} [day|days] left',
  },
}
