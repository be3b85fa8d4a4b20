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
