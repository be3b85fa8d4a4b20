import type { Say } from '@/app/_i18n/messages'

const states = [
  'waiting',
  'sending',
  'saved',
  'offline',
  'signedOut',
  'refused',
  'retry',
  'discard',
  'notLasting',
] as const
const refusals = ['notScheduled', 'notYet', 'belowZero', 'notFound', 'forbidden', 'other'] as const

/** The messages of the counters, in the reader's language. */
export function counterWords(say: Say): Record<string, string> {
  const fields = (['heads', 'consultations'] as const).flatMap(name => {
    const what = say.term(`heading.${name}`)
    return [
      [name, what],
      [`${name}Add`, say.t('counter.counts.add', { what })],
      [`${name}TakeBack`, say.t('counter.counts.takeBack', { what })],
    ]
  })
  return Object.fromEntries([
    ...fields,
    ...states.map(name => [name, say.t(`counter.counts.${name}`)]),
    ...refusals.map(name => [`refused.${name}`, say.t(`counter.refused.${name}`)]),
  ])
}
