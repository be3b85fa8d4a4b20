import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import type { LineFault } from '@/lib/attendance/meeting-log/line.sheet'
import { saveRowAside } from '../../actions'

const SHOWN = 50

/** Rows that cannot be read, each with the reason; nothing is written while one is left. */
export function Faults({ say, draftId, faults }: { say: Say; draftId: number; faults: LineFault[] }) {
  const { t } = say
  if (faults.length === 0) return null
  return (
    <section className="mb-6">
      <h2>{t('meetingLog.faults.title', { count: faults.length })}</h2>
      <p className="mb-2 text-ink-3 text-sm">{t('meetingLog.faults.hint')}</p>
      <ul className="card px-5 py-1">
        {faults.slice(0, SHOWN).map(({ row, reason, places }) => (
          <li
            key={row}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-2 first:border-t-0"
          >
            <span className="font-semibold">{t('meetingLog.faults.row', { row })}</span>
            <span className="min-w-0 flex-1 basis-48 text-cinnabar">
              {t(`meetingLog.faults.${reason}`, places)}
            </span>
            <ButtonForm action={saveRowAside} fields={{ draftId, row }} look="btn">
              {t('meetingLog.faults.aside')}
            </ButtonForm>
          </li>
        ))}
      </ul>
    </section>
  )
}
