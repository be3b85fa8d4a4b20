import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'

type Props = { say: Say; page: number; pages: number; label: string; hrefOf(page: number): string }

/** 上一页 · 第 2 页，共 9 页 · 下一页; nothing where one page holds all. */
export function Pages({ say: { t }, page, pages, label, hrefOf }: Props) {
  if (pages < 2) return null
  return (
    <nav aria-label={label} className="mt-3 flex flex-wrap items-center gap-3">
      {page > 1 && (
        <Link href={hrefOf(page - 1)} className="btn">
          {t('importPreview.words.newer')}
        </Link>
      )}
      <span className="text-ink-2">{t('importPreview.words.page', { page, pages })}</span>
      {page < pages && (
        <Link href={hrefOf(page + 1)} className="btn">
          {t('importPreview.words.older')}
        </Link>
      )}
    </nav>
  )
}
