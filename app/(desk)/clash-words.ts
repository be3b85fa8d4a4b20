import type { Viewer } from '@/lib/access/rules'
import type { Clash, ClashingDay, Other } from '@/lib/clash/rules'
import { type Say, sayIn } from '@/lib/i18n/rules'
import { timeOf } from '@/lib/time/rules'
import { dayWithWeekday } from './plans/day-words'

/** What speaks against the days, one line a day, for the answer of a form. */
export function clashingPlaces(refusal: { reason: string; clashing?: ClashingDay[] }, { locale }: Viewer) {
  if (!refusal.clashing) return
  const say = sayIn(locale)
  return { clashes: refusal.clashing.map(each => clashLine(say, each)).join('\n') }
}

/** 3月11日 周三：当天 15:00 … */
function clashLine(say: Say, { day, clashes }: ClashingDay): string {
  return say.t('dating.clash.line', {
    day: dayWithWeekday(say, day),
    what: clashSentences(say, clashes),
  })
}

export function clashSentences(say: Say, clashes: Clash[]): string {
  return clashes.map(each => clashSentence(say, each)).join(say.t('dating.clash.and'))
}

function clashSentence(say: Say, clash: Clash): string {
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
    case 'dayOff': {
      const kind = say.term(`dayKind.${clash.dayKind}`)
      return t('dating.clash.dayOff', { kind: clash.name ? `${clash.name[say.locale]} ${kind}` : kind })
    }
    case 'campaign':
      return t('dating.clash.campaign', { name: clash.name })
  }
}

function otherWords({ t }: Say, { title, hostName, startsAt }: Other): string {
  const what =
    title === null ? t('dating.clash.unseen', { host: hostName }) : t('dating.clash.titled', { title })
  return startsAt === null ? what : `${timeOf(startsAt)} ${what}`
}
