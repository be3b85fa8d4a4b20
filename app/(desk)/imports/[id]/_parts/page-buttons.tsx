import type { Say } from '@/app/_i18n/messages'

type Props = { say: Say; page: number; pages: number; label: string; pressOf(page: number): string }

/** As `Pages`, within a form: what was chosen on this page is saved before another is shown. */
export function PageButtons({ say: { t }, page, pages, label, pressOf }: Props) {
  if (pages < 2) return null
  return (
    <nav aria-label={label} className="mt-3 flex flex-wrap items-center gap-3">
      {page > 1 && (
        <button type="submit" name="press" value={pressOf(page - 1)} className="btn">
          {t('importPreview.words.newer')}
        </button>
      )}
      <span className="text-ink-2">{t('importPreview.words.page', { page, pages })}</span>
      {page < pages && (
        <button type="submit" name="press" value={pressOf(page + 1)} className="btn">
          {t('importPreview.words.older')}
        </button>
      )}
    </nav>
  )
}
