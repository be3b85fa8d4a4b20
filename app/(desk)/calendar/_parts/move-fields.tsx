import type { Say } from '@/app/_i18n/messages'

const reasons = ['work', 'place', 'lecturer', 'superior', 'other'] as const

/** The messages of the dialog that moves an activity. */
export function moveWords(say: Say, thisYear: number): Record<string, string> {
  const { t } = say
  return {
    from: t('calendar.move.from'),
    move: t('activity.postpone.button'),
    anyway: t('calendar.move.anyway'),
    close: t('calendar.move.close'),
    moved: t('calendar.move.moved'),
    movedBack: t('calendar.move.movedBack'),
    // Dates are formatted in the browser: the server does not know which day will be chosen.
    day: t('common.date.monthDay'),
    dayOfYear: t('common.date.full'),
    onWeekday: t('common.date.onWeekday'),
    months: t('common.date.months'),
    weekdays: ([7, 1, 2, 3, 4, 5, 6] as const).map(day => t(`common.weekday.w${day}`)).join(' '),
    thisYear: String(thisYear),
    undo: t('calendar.move.undo'),
    undoReason: t('calendar.move.undoReason'),
  }
}

/** The fields of the dialog; the hidden ones are filled in as it opens. */
export function MoveFields({ say: { t } }: { say: Say }) {
  return (
    <>
      <input type="hidden" name="activityId" />
      <input type="hidden" name="version" />
      <input type="hidden" name="idempotencyKey" />
      <label className="mb-3 block">
        <span className="mb-1 block font-semibold">{t('activity.postpone.newDay')}</span>
        <input type="date" name="day" required className="field" />
      </label>
      <label className="mb-3 block">
        <span className="mb-1 block font-semibold">{t('activity.postpone.reason')}</span>
        <select name="reason" className="field">
          {reasons.map(each => (
            <option key={each}>{t(`calendar.move.reasons.${each}`)}</option>
          ))}
        </select>
      </label>
      <label className="mb-4 block">
        <span className="mb-1 block font-semibold">{t('calendar.move.rest')}</span>
        <input name="rest" maxLength={100} className="field" />
      </label>
    </>
  )
}
