import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import type { StepId } from './steps'

type Props = {
  say: Say
  counts: Counts
  aside: number
  unit: string
  /** Columns with values that are not read. */
  unread: number
  isAsking: boolean
  /** It is written with its folder. */
  isInFolder: boolean
  next: StepId
}

const shown = ['new', 'changed', 'unchanged', 'leftOut'] as const

/** The docked bar: counts that add up to the whole, and the button that says what it writes and what it leaves. */
export function Dock({ say, counts, aside, unit, unread, isAsking, isInFolder, next }: Props) {
  const { t } = say
  const open = counts.faulty + counts.doubtful
  const writes = isInFolder ? 0 : counts.new + counts.changed
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
      {unread > 0 && (
        <a href="#unread" className="inline-flex min-h-11 items-center font-semibold text-ochre">
          {t('importPreview.dock.unread', { count: unread })}
        </a>
      )}
      {isInFolder ? (
        <button
          type="submit"
          name="press"
          value="folder"
          className={`btn ${next === 'after' ? 'btn-main' : ''}`}
        >
          {t('importFolder.saveAndBack')}
        </button>
      ) : (
        <Keep say={say} isBeside={writes > 0 || next !== 'after'} />
      )}
      {next !== 'after' && (writes === 0 || isAsking) && <Next say={say} next={next} />}
      {isAsking ? (
        <p className="font-semibold text-ochre">{t('importPreview.dock.sheetsFirst')}</p>
      ) : (
        writes > 0 && (
          <span className="pre-main">
            <button type="submit" name="press" value={`write ${writes} ${open}`} className="btn btn-main">
              {open > 0
                ? t('importPreview.dock.writeLeft', { count: writes, left: open, unit })
                : t('importPreview.dock.write', { count: writes, unit })}
            </button>
          </span>
        )
      )}
    </section>
  )
}

/** While the heads are not settled there is nothing to write: the bar leads to what is asked. */
export function NextDock({ say, next }: { say: Say; next: StepId }) {
  return (
    <section className="pre-dock desk:justify-end" aria-label={say.t('importPreview.dock.label')}>
      <Keep say={say} isBeside={true} />
      <Next say={say} next={next} />
    </section>
  )
}

/** On a phone the drawn button alone. */
function Keep({ say: { t }, isBeside }: { say: Say; isBeside: boolean }) {
  return (
    <Link href="/imports" className={`btn ${isBeside ? 'desk:inline-flex hidden' : ''}`}>
      {t('importPreview.dock.keep')}
    </Link>
  )
}

/** To the first step of which something is open. */
function Next({ say: { t }, next }: { say: Say; next: StepId }) {
  return (
    <span className="pre-main">
      <a href={`#${next}`} className="btn btn-main">
        {t('importPreview.dock.next', { step: t(`importPreview.steps.${next}`) })}
      </a>
    </span>
  )
}
