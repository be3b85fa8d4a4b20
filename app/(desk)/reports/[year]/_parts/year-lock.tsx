import { TextArea, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { LockedYear } from '@/app/(desk)/_parts/locked-year'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { lockShown } from '@/lib/statistics/lock/lock.queries'
import type { Report } from '@/lib/statistics/report/report.queries'
import { lockThisYear, unlockThisYear } from '../../actions'

type Props = { say: Say; viewer: Viewer; year: number; report: Report; hasMisfits: boolean }

/** 锁定年度数据: its form once the year is over, then what is locked, what was corrected, and how it is undone. */
export async function YearLock({ say, viewer, year, report, hasMisfits }: Props) {
  const { t } = say
  const { filter, canLock, asOf } = report
  const lock = await lockShown(viewer, filter)
  const isOver = dayOf(now()) > `${year}-12-31`
  if (!lock && !(canLock && isOver)) return null
  return (
    <section className="card print:hidden" aria-labelledby="lock">
      <h2 id="lock" className="mb-2">
        {t('lock.title')}
      </h2>
      {lock ? (
        <LockedYear say={say} lock={lock} asOf={asOf} className="text-sm" />
      ) : (
        <Form id="lock-year" action={lockThisYear} labels={{ asOf: t('lock.asOf') }}>
          <p className="mb-3 text-ink-2 text-sm">{t('lock.lead')}</p>
          {hasMisfits && <p className="mb-3 text-ochre text-sm">{t('lock.misfits')}</p>}
          <input type="hidden" name="year" value={year} />
          <input type="hidden" name="unitId" value={filter.unitId} />
          <TextField
            name="asOf"
            type="date"
            label={t('lock.asOf')}
            hint={t('lock.asOfHint')}
            value={`${year}-12-31`}
          />
          <button type="submit" className="btn w-full">
            {t('lock.press')}
          </button>
        </Form>
      )}
      {lock && canLock && lock.unitId === filter.unitId && (
        <details className="mt-2">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
            {t('lock.unlock')}
          </summary>
          <Form id="unlock-year" action={unlockThisYear} labels={{ reason: t('lock.reason') }}>
            <p className="mb-3 text-ink-2 text-sm">{t('lock.unlockHint')}</p>
            <input type="hidden" name="year" value={year} />
            <input type="hidden" name="unitId" value={filter.unitId} />
            <TextArea name="reason" label={t('lock.reason')} rows={2} />
            <button type="submit" className="btn w-full">
              {t('lock.unlock')}
            </button>
          </Form>
        </details>
      )}
    </section>
  )
}
