import type { Say } from '@/app/_i18n/messages'
import type { ConflictingDay, Other, ScheduleConflict } from '@/lib/activity/conflicts/conflict.rules'
import { type Day, timeOf } from '@/lib/core/time'
import { dayWithWeekday, spanWords } from '../plans/_parts/day-words'

/**
 * Schedule conflicts as placeholders for a form's answer: all lines under `conflicts`, and by day a short text
 * for the day's field.
 */
export function conflictingPlaces(refusal: { reason: string; conflicting?: ConflictingDay[] }, say: Say) {
  if (!refusal.conflicting) return
  const short = refusal.conflicting.map(({ day, conflicts }) => [day, conflictsInShort(say, conflicts)])
  return { ...Object.fromEntries(short), conflicts: conflictLines(say, refusal.conflicting).join('\n') }
}

/** Each sentence once, with its days: 3月11日 周三、4月8日 周三：主讲人（王教授）… */
export function conflictLines(say: Say, conflicting: ConflictingDay[]): string[] {
  const days = new Map<string, Day[]>()
  for (const { day, conflicts } of conflicting)
    for (const conflict of conflicts) {
      const sentence = conflictSentence(say, conflict)
      days.set(sentence, [...(days.get(sentence) ?? []), day])
    }
  return [...days].map(([what, of]) =>
    say.t('scheduling.conflict.line', {
      day: of.map(day => dayWithWeekday(say, day)).join(say.t('scheduling.conflict.comma')),
      what,
    }),
  )
}

/** 撞期：主讲人、周末 */
export function conflictsInShort(say: Say, conflicts: ScheduleConflict[]): string {
  const words = new Set(conflicts.map(each => inShort(say, each)))
  return say.t('scheduling.short.told', { what: [...words].join(say.t('scheduling.conflict.comma')) })
}

function inShort(say: Say, conflict: ScheduleConflict): string {
  switch (conflict.kind) {
    case 'dayOff':
      return dayKindWords(say, conflict)
    case 'campaign':
      return conflict.name
    case 'people':
    case 'twice':
      return say.t(`scheduling.short.${conflict.kind}`, { count: conflict.count })
    default:
      return say.t(`scheduling.short.${conflict.kind}`)
  }
}

export function conflictSentence(say: Say, conflict: ScheduleConflict): string {
  const { t } = say
  switch (conflict.kind) {
    case 'lecturer':
    case 'place':
      return t(`scheduling.conflict.${conflict.kind}`, {
        name: conflict.name,
        other: otherWords(say, conflict.other),
      })
    case 'people': {
      const { count, of, names, others } = conflict
      const named = names.join(t('scheduling.conflict.comma'))
      return t(count > names.length ? 'scheduling.conflict.peopleMore' : 'scheduling.conflict.people', {
        count,
        of,
        names: named,
        others: others.map(each => otherWords(say, each)).join(t('scheduling.conflict.comma')),
      })
    }
    case 'dayOff':
      return t('scheduling.conflict.dayOff', { kind: dayKindWords(say, conflict) })
    case 'campaign':
      return t('scheduling.conflict.campaign', { name: conflict.name })
    case 'outside':
      return t('scheduling.conflict.outside', { period: spanWords(say, conflict) })
    case 'twice':
      return t('scheduling.conflict.twice', { count: conflict.count })
  }
}

function dayKindWords(say: Say, { dayKind, name }: Extract<ScheduleConflict, { kind: 'dayOff' }>): string {
  const kind = say.term(`dayKind.${dayKind}`)
  return name ? `${name[say.locale]} ${kind}` : kind
}

function otherWords({ t }: Say, { title, hostName, startsAt }: Other): string {
  const what =
    title === null
      ? t('scheduling.conflict.unseen', { host: hostName })
      : t('scheduling.conflict.titled', { title })
  return startsAt === null ? what : `${timeOf(startsAt)} ${what}`
}
