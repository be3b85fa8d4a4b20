import type { Say } from '@/app/_i18n/messages'
import { type Correction, officeDay } from '@/lib/core/holidays'
import { lunarOf } from '@/lib/core/lunar'
import { addDays, type Day } from '@/lib/core/time'

type Props = { say: Say; day: Day; corrections: readonly Correction[] }

/** 清明 休 on the first day of a holiday, 休 on the others, 班 on a weekend day that is worked. */
export function DayMark({ say, day, corrections }: Props) {
  const { kind, name } = officeDay(day, corrections)
  if (kind === 'swapped')
    return <span className="font-semibold text-cinnabar text-xs">{say.t('calendar.swapped')}</span>
  if (kind !== 'off') return null
  const before = officeDay(addDays(day, -1), corrections)
  const isFirst = before.kind !== 'off' || before.name?.zh !== name?.zh
  return (
    <span className="flex min-w-0 gap-1 font-semibold text-pine text-xs">
      {isFirst && name && (
        <span className="desk:block hidden truncate print:block" title={name[say.locale]}>
          {name[say.locale]}
        </span>
      )}
      <span className="flex-none">{say.t('calendar.off')}</span>
    </span>
  )
}

/** 初七, and the lunar month on its first day; in English as numbers, because a cell is narrow on a phone. */
export function LunarDate({ say, day }: { say: Say; day: Day }) {
  const lunar = lunarOf(day)
  if (!lunar) return null
  const { month, day: date, words } = lunar
  // As a string: a number would be formatted as the name of a Gregorian month.
  const places = { month: String(month), day: date }
  const numbers = say.t('calendar.lunarDay', places)
  return (
    <span className="flex-none text-ink-3 text-xs" title={numbers}>
      {say.locale === 'zh' ? (
        words
      ) : (
        <>
          <span aria-hidden="true">{say.t('calendar.lunarShort', places)}</span>
          <span className="sr-only">{numbers}</span>
        </>
      )}
    </span>
  )
}
