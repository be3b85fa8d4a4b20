import type { Say } from '@/lib/core/i18n/say'
import { dayOf, timeOf } from '@/lib/core/time'
import type { Resting } from './undo.queries'

/** One thing that rests on an import, as a sentence; the command line says the same. */
export function restingWords(say: Say, resting: Resting): string {
  const { t } = say
  const name =
    resting.name === '' ? t('importRun.resting.unnamed') : (resting.name ?? t('importRun.resting.unseen'))
  if (resting.why === 'used') {
    const { table, count } = resting
    if (table === 'attendance' && resting.isPerson) return t('importRun.resting.onList', { name, count })
    if (table === 'exam_candidate' && resting.isPerson)
      return t('importRun.resting.onExamList', { name, count })
    return t('importRun.resting.used', { name, what: say.said(`importRun.table.${table}`) ?? table, count })
  }
  const at = resting.at === null ? null : { day: dayOf(resting.at), time: timeOf(resting.at) }
  if (resting.why === 'begun') return t('importRun.resting.begun', { name })
  if (resting.why === 'confirmed') return t('importRun.resting.confirmed', { name, ...at })
  if (resting.why === 'gone') return t('importRun.resting.gone', { name })
  if (resting.why === 'changed' && at && resting.who)
    return t('importRun.resting.changedBy', { name, who: resting.who, ...at })
  return t('importRun.resting.changed', { name })
}

/** What rests on an import for one reason, with how many places that makes. */
export type RestingGroup = { resting: Resting[]; places: number }

/** The most first; rows of one table that use people are told apart from those that use other things. */
export function restingGroups(resting: readonly Resting[]): RestingGroup[] {
  const groups = new Map<string, RestingGroup>()
  for (const each of resting) {
    const key = each.why === 'used' ? `${each.table} ${each.isPerson}` : each.why
    const group = groups.get(key) ?? { resting: [], places: 0 }
    group.resting.push(each)
    group.places += each.why === 'used' ? each.count : 1
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.resting.length - a.resting.length)
}

/** A group in a sentence: `36 人已在活动的名单中，共 120 处`. */
export function restingGroupWords(say: Say, { resting, places }: RestingGroup): string {
  const { t } = say
  const [first] = resting
  const count = resting.length
  if (first?.why !== 'used') return t(`importRun.restingGroup.${first?.why ?? 'changed'}`, { count })
  if (first.table === 'attendance' && first.isPerson)
    return t('importRun.restingGroup.onList', { count, places })
  if (first.table === 'exam_candidate' && first.isPerson)
    return t('importRun.restingGroup.onExamList', { count, places })
  const what = say.said(`importRun.table.${first.table}`) ?? first.table
  return t(first.isPerson ? 'importRun.restingGroup.people' : 'importRun.restingGroup.used', {
    count,
    what,
    places,
  })
}
