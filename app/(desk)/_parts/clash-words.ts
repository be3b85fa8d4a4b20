import { type Say, sayIn } from '@/app/_i18n/messages'
import type { Viewer } from '@/lib/access/access.rules'
import type { Clash, ClashingDay, Other } from '@/lib/activity/conflicts/conflict.rules'
import { type Day, timeOf } from '@/lib/core/time'
import { dayWithWeekday, spanWords } from '../plans/_parts/day-words'

/** What speaks against the days, for the answer of a form: the lines of it, and by each day what stands beside its field. */
export function clashingPlaces(refusal: { reason: string; clashing?: ClashingDay[] }, { locale }: Viewer) {
  if (!refusal.clashing) return
  const say = sayIn(locale)
  const short = refusal.clashing.map(({ day, clashes }) => [day, clashesInShort(say, clashes)])
  return { ...Object.fromEntries(short), clashes: clashLines(say, refusal.clashing).join('\n') }
}

/** Each sentence once with its days: 3月11日 周三、4月8日 周三：主讲人（王教授）… */
export function clashLines(say: Say, clashing: ClashingDay[]): string[] {
  const days = new Map<string, Day[]>()
  for (const { day, clashes } of clashing)
    for (const clash of clashes) {
      const sentence = clashSentence(say, clash)
      days.set(sentence, [...(days.get(sentence) ?? []), day])
    }
  return [...days].map(([what, of]) =>
    say.t('dating.clash.line', {
      day: of.map(day => dayWithWeekday(say, day)).join(say.t('dating.clash.comma')),
      what,
    }),
  )
}

/** 撞期：主讲人、周末 */
export function clashesInShort(say: Say, clashes: Clash[]): string {
  const words = new Set(clashes.map(each => inShort(say, each)))
  return say.t('dating.short.told', { what: [...words].join(say.t('dating.clash.comma')) })
}

function inShort(say: Say, clash: Clash): string {
  switch (clash.kind) {
    case 'dayOff':
      return dayKindWords(say, clash)
    case 'campaign':
      return clash.name
    case 'people':
    case 'twice':
      return say.t(`dating.short.${clash.kind}`, { count: clash.count })
    default:
      return say.t(`dating.short.${clash.kind}`)
  }
}

export function clashSentence(say: Say, clash: Clash): string {
  const { t } = say
  switch (clash.kind) {
    case 'lecturer':
    case 'place':
      return t(`dating.clash.${clash.kind}`, { name: clash.name, other: otherWords(say, clash.other) })
    case 'people': {
      const { count, of, names, others } = clash
      const named = names.join(t('dating.clash.comma'))
      return t(count > names.length ? 'dating.clash.peopleMore' : 'dating.clash.people', {
        count,
        of,
        names: named,
        others: others.map(each => otherWords(say, each)).join(t('dating.clash.comma')),
      })
    }
    case 'dayOff':
      return t('dating.clash.dayOff', { kind: dayKindWords(say, clash) })
    case 'campaign':
      return t('dating.clash.campaign', { name: clash.name })
    case 'outside':
      return t('dating.clash.outside', { period: spanWords(say, clash) })
    case 'twice':
      return t('dating.clash.twice', { count: clash.count })
  }
}

function dayKindWords(say: Say, { dayKind, name }: Extract<Clash, { kind: 'dayOff' }>): string {
  const kind = say.term(`dayKind.${dayKind}`)
  return name ? `${name[say.locale]} ${kind}` : kind
}

function otherWords({ t }: Say, { title, hostName, startsAt }: Other): string {
  const what =
    title === null ? t('dating.clash.unseen', { host: hostName }) : t('dating.clash.titled', { title })
  return startsAt === null ? what : `${timeOf(startsAt)} ${what}`
}
