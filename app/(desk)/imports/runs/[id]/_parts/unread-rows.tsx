import type { Say } from '@/app/_i18n/messages'
import type { RunPart } from '@/lib/import/run.rules'
import { textOfRemark } from '@/lib/spreadsheet/preview.rules'

/** The rows of a sheet that were not read, each with why: the sheet itself is not kept. */
export function UnreadRows({ say, part }: { say: Say; part: RunPart }) {
  const { t } = say
  const { unread = [], counts } = part
  if (unread.length === 0) return null
  return (
    <details className="w-full">
      <summary className="flex min-h-11 items-center text-indigo">
        {t('importRun.page.unread', { count: counts.leftOut })}
      </summary>
      <ul className="mb-2 text-sm">
        {unread.map(({ sheet = '', row, why, text, remark, places }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several of one row may read alike, and none moves
          <li key={at} className="border-line border-t py-2 first:border-t-0">
            <span className="mr-3 text-ink-3">
              {[sheet, t('importRun.page.unreadRow', { row })].filter(Boolean).join(' ')}
            </span>
            <span className="break-words">
              {[why && t(`import.leftOut.${why}`), text].filter(Boolean).join(' ')}
            </span>
            {remark && <span className="ml-2 text-ink-3">{textOfRemark(say, remark, places)}</span>}
          </li>
        ))}
        {counts.leftOut > unread.length && (
          <li className="border-line border-t py-2 text-ink-3">
            {t('importRun.page.unreadMore', { count: counts.leftOut - unread.length })}
          </li>
        )}
      </ul>
    </details>
  )
}
