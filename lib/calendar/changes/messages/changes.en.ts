import type { Wording } from '@/lib/core/i18n/wording'
import type { changes as zh } from './changes.zh'

export const changes: Wording<typeof zh> = {
  title: 'Changes to my calendar',
  since: '{count} [change|changes] since {day}',
  read: 'Got it',
  none: 'Nothing new. What is added, moved or cancelled in your calendar is listed here.',
  bell: 'Changes to my calendar: {count}',
  was: 'Planned for {when}',
  fromTo: '{from} → {to}',
  placeFromTo: 'Place: {from} → {to}',
  wasTitle: 'Formerly: {title}',
  by: '{unit} · {when}',
  what: {
    new: 'New',
    moved: 'Moved',
    cancelled: 'Cancelled',
    postponed: 'Postponed',
    noLongerDue: 'No longer due',
    exempt: 'Exempt',
    place: 'Other place',
    changed: 'Changed',
  },
}
