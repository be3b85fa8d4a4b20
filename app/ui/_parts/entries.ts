import type { KeyUnder, Say } from '@/app/_i18n/messages'
import type { Entry } from '@/lib/calendar/calendar.rules'
import { type Day, instantOf } from '@/lib/core/time'

/** A month with a holiday of several days and a weekend day that is worked, so that every mark is seen. */
export const today: Day = '2026-10-14'
export const sampleMonth = '2026-10'

type Given = Pick<Entry, 'title' | 'day' | 'tone' | 'word'> & Partial<Entry> & { hours?: [string, string] }

/** A month with an entry in every state. */
export function entriesIn({ t }: Say): Entry[] {
  const title = (name: KeyUnder<'ui.entries'>) => t(`ui.entries.${name}`)
  const given: Given[] = [
    {
      title: title('lecture'),
      day: '2026-10-12',
      tone: 'done',
      word: 'mark.present',
      hours: ['15:00', '16:30'],
    },
    {
      title: title('absent'),
      day: '2026-10-10',
      tone: 'owed',
      word: 'mark.absent',
      hours: ['09:00', '11:00'],
    },
    { title: title('leave'), day: '2026-10-13', tone: 'soon', word: 'mark.leave', hours: ['14:00', '17:00'] },
    {
      title: title('study'),
      day: '2026-10-14',
      tone: 'go',
      word: 'activity.compulsory',
      hours: ['09:30', '11:00'],
      news: 'changed',
      movable: 1,
    },
    {
      title: title('optional'),
      day: '2026-10-14',
      tone: 'go',
      word: 'activity.optional',
      hours: ['13:00', '14:00'],
    },
    {
      title: title('meeting'),
      day: '2026-10-14',
      tone: 'go',
      word: 'activity.compulsory',
      hours: ['15:00', '16:00'],
    },
    {
      title: title('stall'),
      day: '2026-10-14',
      tone: 'quiet',
      word: 'activity.public',
      isPublic: true,
      place: t('ui.entries.square'),
    },
    {
      title: title('invited'),
      day: '2026-10-16',
      tone: 'go',
      word: 'standing.invited',
      hours: ['15:00', '16:30'],
      news: 'new',
      movable: 1,
    },
    {
      title: title('exam'),
      day: '2026-10-09',
      lastDay: '2026-10-23',
      kind: 'exam',
      tone: 'go',
      word: 'sitting.open',
    },
    {
      title: title('cancelled'),
      day: '2026-10-21',
      tone: 'quiet',
      word: 'activityStatus.cancelled',
      isOff: true,
    },
    { title: title('draft'), day: '2026-10-28', tone: 'quiet', word: 'activityStatus.draft', movable: 1 },
    {
      title: title('moved'),
      day: '2026-10-22',
      tone: 'quiet',
      word: 'activityStatus.postponed',
      isOff: true,
    },
    { title: title('makeUp'), day: '2026-10-30', kind: 'makeUp', tone: 'soon', word: 'state.makeUpOwed' },
  ]
  return given.map(({ hours, ...entry }, at) => ({
    kind: 'activity',
    id: at + 1,
    lastDay: entry.day,
    startsAt: hours ? instantOf(entry.day, hours[0]) : null,
    endsAt: hours ? instantOf(entry.day, hours[1]) : null,
    place: hours ? t('ui.entries.hall') : null,
    hostName: t('ui.units.u1'),
    isOff: false,
    isPublic: false,
    isCompulsory: true,
    ...entry,
  }))
}

/** No sample has a page of its own. */
export function hrefOf(): string {
  return '/ui'
}
