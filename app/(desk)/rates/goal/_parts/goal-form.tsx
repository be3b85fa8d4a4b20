import type { Say } from '@/app/_i18n/messages'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import { type GoalCode, goalCodes } from '@/lib/statistics/goal/goal.rules'
import type { OfFigure } from '../../_parts/address'

type Props = {
  say: Say
  of: OfFigure
  code: GoalCode
  typed: string
  units: UnitOption[]
  error: 'notAShare' | 'overWhole' | null
}

/** What is asked, as a GET form: the address holds the question. */
export function GoalForm({ say, of, code, typed, units, error }: Props) {
  const { t, term } = say
  const kept = {
    from: of.from,
    to: of.to,
    month: of.month,
    alone: of.alone ? 1 : undefined,
    exam: of.examId,
    activity: of.activityId,
  }
  return (
    <form
      method="get"
      className="card mb-4 grid desk:grid-cols-[7rem_minmax(0,1fr)_minmax(0,1fr)_11rem_auto] items-end gap-3"
    >
      {Object.entries(kept).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('goal.page.goal')}</span>
        <input
          name="goal"
          inputMode="decimal"
          defaultValue={typed}
          className="field"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'goal-error' : undefined}
        />
      </label>
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('goal.page.rate')}</span>
        <select name="code" defaultValue={code} className="field w-full">
          {goalCodes.map(each => (
            <option key={each} value={each}>
              {term(`rate.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('goal.page.unit')}</span>
        <select name="unit" defaultValue={of.unitId} className="field w-full">
          {units.map(unit => (
            <option key={unit.id} value={unit.id}>
              {`${'　'.repeat(unit.depth)}${unit.name}`}
            </option>
          ))}
        </select>
      </label>
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('rate.page.asOfLabel')}</span>
        <input type="date" name="asOf" defaultValue={of.asOf} className="field" />
      </label>
      <button type="submit" className="btn btn-main">
        {t('goal.page.show')}
      </button>
      {error && (
        <p id="goal-error" role="alert" className="col-span-full text-cinnabar">
          {t(`goal.error.${error}`)}
        </p>
      )}
    </form>
  )
}
