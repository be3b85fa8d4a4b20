import type { Wording } from '@/lib/core/i18n/wording'
import type { reminder as zh } from './reminder.zh'

export const reminder: Wording<typeof zh> = {
  title: 'Reminders by mail',
  lead: 'In the morning of the day before a study activity a mail goes to your address.',
  address: 'E-mail address',
  hint: 'Empty: no mail is sent.',
  notAnAddress: 'An e-mail address, such as zhang@example.cn',
  subject: 'Tomorrow {hour} {title}',
  foot: 'Sent by the study calendar. To get no more of these, empty the address in your account.',
}
