import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import { importRows } from '../../actions'

type Props = { say: Say; draftId: number; counts: Counts; aside: number; unit: string; isAsking: boolean }

const shown = ['new', 'changed', 'unchanged', 'leftOut'] as const

/** The docked bar: counts that add up to the whole, and the button that says what it writes and what it leaves. */
export function Dock({ say, draftId, counts, aside, unit, isAsking }: Props) {
  const { t } = say
  const open = counts.faulty + counts.doubtful
  const writes = counts.new + counts.changed
  const sum = shown.reduce((all, each) => all + counts[each], open + aside)
  return (
    <section className="pre-dock" aria-label={t('importPreview.dock.label')}>
      <p className="pre-counts">
        {shown.map(each => (
          <span key={each}>
            {t(`importPreview.dock.${each}`)}
            <b>{counts[each]}</b>
          </span>
        ))}
        {aside > 0 && (
          <span>
            {t('importPreview.dock.aside')}
            <b>{aside}</b>
          </span>
        )}
        {open > 0 && (
          <span className="pre-open">
            {t('importPreview.dock.open')}
            <b>{open}</b>
          </span>
        )}
        <span className="desk:inline hidden text-ink-3">
          {t('importPreview.dock.sum', { count: sum, unit })}
        </span>
      </p>
      <Link href="/imports" className={`btn ${writes > 0 ? 'desk:inline-flex hidden' : ''}`}>
        {t('importPreview.dock.keep')}
      </Link>
      {isAsking ? (
        <p className="font-semibold text-ochre">{t('importPreview.dock.sheetsFirst')}</p>
      ) : (
        writes > 0 && (
          <ButtonForm
            action={importRows}
            className="pre-main"
            fields={{ draftId, writes, leaves: open }}
            look="btn btn-main"
          >
            {open > 0
              ? t('importPreview.dock.writeLeft', { count: writes, left: open, unit })
              : t('importPreview.dock.write', { count: writes, unit })}
          </ButtonForm>
        )
      )}
    </section>
  )
}
