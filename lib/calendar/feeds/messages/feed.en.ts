import type { Wording } from '@/lib/core/i18n/wording'
import type { feed as zh } from './feed.zh'

export const feed: Wording<typeof zh> = {
  name: { person: 'Xuefa', unit: 'Xuefa {unit}', public: 'Xuefa public events' },
  title: {
    activity: { confirmed: '{title}', cancelled: '[Cancelled] {title}', postponed: '[Postponed] {title}' },
    exam: {
      confirmed: 'Exam: {title}',
      cancelled: '[Cancelled] Exam: {title}',
      postponed: '[Postponed] Exam: {title}',
    },
    makeUp: {
      confirmed: 'Make up by today: {title}',
      cancelled: '[Cancelled] Make up by today: {title}',
      postponed: '[Postponed] Make up by today: {title}',
    },
  },
  line: {
    form: '{form} · {standing}',
    lecturer: 'Lecturer: {name}',
    host: 'Host: {name}',
    window: 'Open from {from} to {to}',
    marks: 'Full mark {full}, pass mark {pass}',
    makeUp: 'Make-up owed',
    missed: 'The study of {day} is not made up yet; this day is still time',
    page: 'Details: {url}',
  },
  kind: {
    compulsory: 'Compulsory',
    optional: 'Optional and invited',
    exam: 'Exams',
    makeUp: 'Make-up deadlines',
    public: 'Public events',
  },
  kindOfUnit: {
    compulsory: 'Compulsory',
    optional: 'Optional',
    exam: 'Exams',
    makeUp: 'Make-up deadlines',
    public: 'Public events',
  },
  page: {
    title: 'Subscribe on your phone',
    below: 'The calendar of your phone or computer follows by itself: what changes here changes there.',
    newTitle: 'My calendar: a new address',
    unitTitle: 'A unit’s calendar: a new address',
    unitLead:
      'Activities and exams that the unit and those below it host, without drafts. The address ends with your role for the unit.',
    unit: 'Unit',
    name: 'Where you use it',
    nameHint: 'Such as "phone" or "office computer", so that you know which one to revoke later',
    namePhone: 'Phone',
    shown: 'What it shows',
    alarm: 'Reminder',
    alarmNone: 'None',
    alarm30: '30 minutes before',
    alarm120: '2 hours before',
    alarm1440: '1 day before',
    alarmHint: 'For a day without an hour: at nine on the day before',
    create: 'Create address',
    created: 'The address is ready. It is shown only this once.',
    open: 'Open in the calendar',
    qr: 'QR code of the address',
    qrHint:
      'An iPhone subscribes when its camera scans this. On Android paste the address into ICSx5 or a similar app.',
    copyLabel: 'Or copy this address and subscribe to it by URL in your calendar',
    copy: 'Copy',
    copied: 'Copied',
    secret:
      'Whoever knows the address can read what is in it: do not pass it on. You can revoke it any time.',
    and: ', ',
    loopback:
      'The address of this system, {base}, is good on this computer only: no phone can read it. Ask the administrator to set an address of the network or the internet, as the installation notes say, first. A calendar program on this computer can use the address below.',
    ownTitle: 'Addresses in use',
    none: 'No address yet.',
    ofUnit: 'Calendar of {unit}',
    lost: 'You have no role for this unit any more: the address is empty.',
    made: 'Created {day}',
    used: 'Last read {moment}',
    unused: 'Not read yet',
    change: 'Change',
    changeTitle: 'Change "{name}"',
    changeHint: 'The address stays; the calendar follows at its next update.',
    changed: 'Saved. The address stays.',
    revoke: 'Revoke address',
    revokeAsk:
      'The address ends at once and for good; calendars that subscribed to it are not updated any more.',
    revokeThis: 'Revoke "{name}"',
    revokeKeep: 'Keep it',
    revoked: 'Revoked. The address is empty from now on; remove the subscription in your calendar too.',
    whatTitle: 'What is in it',
    what: 'Activities that you are due at, may attend or are invited to, exams, and the deadlines of what you have to make up: one year back and everything ahead. What is cancelled, deleted or no longer yours stays until 90 days after its day, with [Cancelled] before its title; what is postponed says [Postponed] until it has a new day.',
    window:
      'What is older is left out, so that ten years of activities stay small (below 300 kB). No attendance marks apart from the make-ups, and no names but the lecturer’s.',
    publicToo: 'Public events have a calendar of their own:',
    publicLink: 'public calendar',
    howTitle: 'How to add it',
    apple: 'iPhone, iPad, Mac',
    appleText:
      'Press "Open in the calendar", then "Subscribe". Apple removes reminders by default: switch off "Remove Alerts" in the settings of this calendar. It is updated when the system sees fit, mostly within hours.',
    appleLocal:
      'An iPhone or iPad cannot read an address of this computer. In Calendar on this Mac choose "File › New Calendar Subscription" and paste the address.',
    android: 'Huawei, Xiaomi and other Android phones',
    androidText:
      'Most calendars that come with the phone cannot subscribe to an address (not tried on every model). To have it follow, install ICSx5 or a similar app and paste the address there.',
    chat: 'WeCom, DingTalk, Feishu',
    chatText:
      'They offer no subscription by address. Import this month into the calendar of the phone or computer; later changes are in the notices.',
    month: 'Import this month (does not follow changes)',
    outlook: 'Outlook',
    outlookText:
      'Under "Add calendar" choose "Subscribe from web" and paste the address. Updates take hours to a day; the web version reads from Microsoft’s servers and needs a public HTTPS address.',
    google: 'Google Calendar',
    googleText:
      'On a computer choose "Other calendars › From URL" and paste the address. Google may lag by a day and reminders are set there; it reads from its own servers and needs a public HTTPS address.',
    thunderbird: 'Thunderbird',
    thunderbirdText:
      '"New calendar › On the network", then paste the address. Works inside the office network too, updated about every 30 minutes.',
    wechatTitle: 'You opened this page inside WeChat',
    wechat:
      'WeChat cannot add a subscription. Use the menu "…" at the top right, choose "Open in browser", and go on there.',
    wechatHint: 'Inside WeChat, use the menu "…" at the top right to open this page in a browser.',
    lan: 'The address of this system, {base}, is not public HTTPS: Google Calendar and Outlook on the web cannot read it, and a phone must be in the same network.',
    local:
      'The address of this system, {base}, is good on this computer only: no phone, Google Calendar or Outlook on the web can read it. To subscribe on a phone, ask the administrator to set an address of the network or the internet, as the installation notes say, first.',
    late: 'For changes at short notice the notice counts: a calendar may be late.',
    manage: 'See, add or revoke addresses',
    back: 'Back to my calendar',
  },
  file: {
    month: 'Study calendar {month}',
    public: 'Public events',
    activity: 'Download for a calendar (.ics, does not follow changes)',
    plan: 'Calendar file',
    publicAll: 'Download the public calendar (.ics, does not follow changes)',
  },
  error: { nameTooLong: 'At most 20 characters', noKind: 'Choose at least one' },
  refused: { tooMany: 'At most {most} addresses at a time; revoke one that you no longer use' },
}
