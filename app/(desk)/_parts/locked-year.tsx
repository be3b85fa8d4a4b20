import type { Say } from '@/app/_i18n/messages'
import { dayOf, timeOf } from '@/lib/core/time'
import { moveWords, typedMoveWords } from '@/lib/statistics/lock/correction.rules'
import type { Correction, LockShown } from '@/lib/statistics/lock/lock.queries'

type Props = { say: Say; lock: LockShown; asOf: string; className?: string }

/** 年度数据已锁定: since when, by whom and as of which day, and what was corrected since. */
export function LockedYear({ say, lock, asOf, className = '' }: Props) {
  const { t } = say
  const { corrections, moreCorrections, keepsAll } = lock
  return (
    <div className={className}>
      <p>
        {t(lock.by ? 'lock.by' : 'lock.byNobody', {
          unit: lock.unitName,
          year: lock.year,
          at: dayOf(lock.at),
          by: lock.by ?? '',
          asOf: lock.asOf,
        })}
        {!keepsAll
          ? t('lock.annexOnly')
          : asOf === lock.asOf
            ? t('lock.kept')
            : t('lock.otherDay', { asOf: lock.asOf })}
      </p>
      {corrections.length === 0 ? (
        <p className="text-ink-3">{t('lock.none')}</p>
      ) : (
        <details className="mt-1">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
            {t('lock.count', { count: corrections.length + moreCorrections })}
          </summary>
          <ol aria-label={t('lock.corrections')}>
            {corrections.map(each => (
              <li key={`${each.at} ${each.id}`} className="border-line border-b py-2">
                <CorrectionLines say={say} correction={each} names={lock.names} />
              </li>
            ))}
          </ol>
          {moreCorrections > 0 && (
            <p className="mt-1 text-ink-3 text-sm">{t('lock.moreCorrections', { count: moreCorrections })}</p>
          )}
        </details>
      )}
    </div>
  )
}

function CorrectionLines({
  say,
  correction,
  names,
}: {
  say: Say
  correction: Correction
  names: LockShown['names']
}) {
  const { t } = say
  const { at, by, reason, moves, more } = correction
  return (
    <>
      <p className="font-semibold">
        {t('lock.line', {
          at: `${dayOf(at)} ${timeOf(at)}`,
          by: by ?? t('lock.byUnknown'),
          reason: reason ?? t('lock.noReason'),
        })}
      </p>
      <ul className="text-ink-2 text-sm">
        {moves.figures.map(each => (
          <li key={`${each.unitId} ${each.month} ${each.code}`}>{moveWords(say, each, names)}</li>
        ))}
        {moves.typed.map(each => (
          <li key={`${each.unitId} ${each.name}`}>{typedMoveWords(each, names)}</li>
        ))}
        {more > 0 && <li>{t('lock.more', { count: more })}</li>}
      </ul>
    </>
  )
}
