import type { Say } from '@/app/_i18n/messages'
import { marks } from '@/lib/attendance/attendance.rules'
import type { DamagedPart } from '@/lib/statistics/damage/damage.queries'

/** What it is about: 活动“集中学法 2023-03-10”. */
export function partTitle(say: Say, part: DamagedPart): string {
  if (part.kind === 'structure') return say.t('damage.part.structure', { text: part.text })
  if (part.kind === 'definitions') return say.t('damage.part.definitions')
  return say.t(`damage.of.${part.kind}`, { name: part.name ?? '' })
}

/** What differs there, as far as it can be known. */
export function partLines(say: Say, part: DamagedPart): string[] {
  if (part.kind === 'structure' || part.kind === 'definitions') return []
  const { rows, change } = part
  const lines = rows.expected === rows.found ? [] : [say.t('damage.part.rows', rows)]
  if (change) {
    const { person, column, now, before } = change
    const value = {
      column: columnWord(say, column),
      now: valueWord(say, now),
      before: valueWord(say, before),
    }
    lines.push(
      person === null
        ? say.t('damage.part.changed', value)
        : say.t('damage.part.changedOf', { person, ...value }),
    )
  }
  return lines.length > 0 ? lines : [say.t('damage.part.someRow')]
}

/** The word for a column; one without a word is told by its name. */
function columnWord(say: Say, column: string): string {
  return say.said(`damage.column.${column.replace('.', '_')}`) ?? column
}

function valueWord(say: Say, value: string): string {
  const mark = marks.find(each => each === value)
  return mark ? say.term(`mark.${mark}`) : value
}
