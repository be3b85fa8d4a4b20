export const dating = {
  clash: {
    told: 'Clashes: {what}',
    line: '{day}: {what}',
    and: '; ',
    comma: ', ',
    lecturer: 'the lecturer {name} also has {other} that day',
    place: '{name} is taken by {other}',
    people: '{count} of the {of} people on the list are due at {others}: {names}',
    peopleMore: '{count} of the {of} people on the list are due at {others}: {names} and others',
    dayOff: 'this day is {kind}',
    campaign: 'this day is {name}',
    titled: '“{title}”',
    unseen: 'an activity of {host}',
    despite: 'I have read the clashes; keep it so',
  },
  many: {
    title: 'Date several at once',
    link: 'Date all {count}',
    lead: 'Look at the days first, then write them. Change any day, or leave it empty: it stays without a date.',
    rule: 'Rule',
    ruleHint:
      'In plain words: second Wednesday, last working day, 15th or the next working day. Without one, the working day in the middle of each period.',
    ruleUnread:
      'The rule “{words}” was not understood; below is the working day in the middle of each period.',
    swapped: 'Swapped working days will do',
    show: 'Apply the rule',
    dayOf: 'Date for {period}',
    moved: 'moved from {day}, a day off',
    outside: 'no suitable day in the period; this is the nearest',
    unpublished: 'The days off of {year} are not published; only weekends were avoided.',
    facts: 'The same for all',
    save: 'Date these',
    none: 'No time of this item is without a date.',
  },
  year: {
    move: 'Drag a scheduled activity to another month; it keeps its weekday. By keyboard: focus it and press M. One without a date opens to be dated.',
  },
}
