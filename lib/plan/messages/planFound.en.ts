import type { Wording } from '@/lib/core/i18n/wording'
import type { planFound as zh } from './planFound.zh'

export const planFound: Wording<typeof zh> = {
  title: 'Activities that fit items of this plan',
  notice:
    '{count} [activity or exam looks|activities or exams look] like items of this plan, and are not counted for it',
  open: 'Check each',
  lead: 'These activities and exams are of no plan item; their day, form, unit or title fits an open item of this plan. Once joined, it is what completes the item.',
  which: 'Which to join',
  whichHint: 'Ticked where day, form and unit fit; look at the others first. What is not ticked stays.',
  held: '{day} {title} ({unit}) → {item}',
  sure: 'day, form and unit fit',
  likely: 'title or month fits, please check',
  noAudience: 'says no audience: nobody is required once it is joined',
  join: 'Join what is ticked',
  nothing: 'Please tick what to join',
  none: 'Nothing held or arranged looks like an open item of this plan.',
}
