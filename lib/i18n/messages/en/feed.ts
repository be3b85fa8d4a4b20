import type { Wording } from '../wording'
import type { feed as zh } from '../zh/feed'

export const feed: Wording<typeof zh> = {
  name: { person: 'Xuefa', public: 'Xuefa public events' },
  title: {
    activity: { confirmed: '{title}', cancelled: '[Cancelled] {title}', postponed: '[Postponed] {title}' },
    exam: {
      confirmed: 'Exam: {title}',
      cancelled: '[Cancelled] Exam: {title}',
      postponed: '[Postponed] Exam: {title}',
    },
  },
  line: {
    form: '{form} · {standing}',
    lecturer: 'Lecturer: {name}',
    host: 'Host: {name}',
    window: 'Open from {from} to {to}',
    marks: 'Full mark {full}, pass mark {pass}',
    page: 'Details: {url}',
  },
  page: {
    title: 'Subscribe on your phone',
    below: 'The calendar of your phone or computer follows by itself: what changes here changes there.',
    newTitle: 'A new address',
    name: 'Where you use it',
    nameHint: 'Such as "phone" or "office computer", so that you know which one to revoke later',
    namePhone: 'Phone',
    alarm: 'Reminder',
    alarmNone: 'None',
    alarm30: '30 minutes before',
    alarm120: '2 hours before',
    alarm1440: '1 day before',
    alarmHint: 'For a day without an hour: at nine on the day before',
    create: 'Create address',
    created: 'The address is ready. It is shown only this once.',
    open: 'Open in the calendar',
    copyLabel: 'Or copy this address and subscribe to it by URL in your calendar',
    copy: 'Copy',
    copied: 'Copied',
    secret:
      'Whoever knows the address can read your study calendar: do not pass it on. You can revoke it any time.',
    ownTitle: 'Addresses in use',
    none: 'No address yet.',
    made: 'Created {day}',
    used: 'Last read {moment}',
    unused: 'Not read yet',
    revoke: 'Revoke address',
    revoked: 'Revoked. The address is empty from now on; remove the subscription in your calendar too.',
    whatTitle: 'What is in it',
    what: 'Activities that you are due at, may attend or are invited to, and exams: one year back and everything ahead. What is cancelled or postponed stays for 90 days and says so in its title. No attendance marks, and no names but the lecturer’s.',
    howTitle: 'How to add it',
    apple: 'iPhone, Mac',
    appleText:
      'Press "Open in the calendar", then "Subscribe". Apple removes reminders by default: switch off "Remove Alerts" in the settings of this calendar. It is updated when the system sees fit, mostly within hours.',
    android: 'Huawei, Xiaomi and other Android phones',
    androidText:
      'Most calendars that come with the phone cannot subscribe to an address. Install ICSx5 or a similar app and paste the address there.',
    outlook: 'Outlook',
    outlookText:
      'Under "Add calendar" choose "Subscribe from web" and paste the address. Updates take hours to a day; the web version needs a server that the internet can reach.',
    google: 'Google Calendar',
    googleText:
      'On a computer choose "Other calendars › From URL". Google may lag by a day and reminders are set there; it needs a public HTTPS address.',
    thunderbird: 'Thunderbird',
    thunderbirdText:
      '"New calendar › On the network", then paste the address. Works inside the office network too, updated about every 30 minutes.',
    wechat: 'Inside WeChat, use the menu at the top right to open this page in a browser.',
    lan: 'The address of this system, {base}, is not public HTTPS: Google and Outlook on the web cannot read it, and a phone must be in the same network.',
    late: 'For changes at short notice the notice counts: a calendar may be late.',
    manage: 'See, add or revoke addresses',
    back: 'Back to my calendar',
  },
  error: { nameTooLong: 'At most 20 characters' },
  refused: { tooMany: 'At most {most} addresses at a time; revoke one that you no longer use' },
}
