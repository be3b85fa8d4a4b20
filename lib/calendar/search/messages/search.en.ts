import type { Wording } from '@/lib/core/i18n/wording'
import type { search as zh } from './search.zh'

export const search: Wording<typeof zh> = {
  title: 'Search',
  label: 'Title, topic or lecturer',
  hint: 'Part of a title or a name; several words with spaces between',
  submit: 'Search',
  short: 'Search',
  start:
    'Type part of a title, a topic or a lecturer’s name. Every activity, exam and plan item that you may see is searched; put spaces between several words.',
  none: 'No activity, exam or plan item holds “{words}”. Try fewer characters or another word.',
  found: '{count} found',
  cut: '{count} found; the latest {shown} are shown. Another word makes it fewer.',
  kind: { activity: 'Activity', exam: 'Exam', planItem: 'Plan' },
  lecturer: 'Lecturer {name}',
  topics: 'Topics {names}',
}
