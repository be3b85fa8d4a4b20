import type { Say } from '@/app/_i18n/messages'
import type { LeftFile } from '@/lib/import/folder/folder-sorting.queries'
import { leftShown, textOfLeft } from '@/lib/import/folder/folder-words.rules'

/** Files that are not read, each with the reason. */
export function LeftFiles({ say, left }: { say: Say; left: LeftFile[] }) {
  const { shown, more } = leftShown(left)
  return (
    <details open={left.length <= 10}>
      <summary className="min-h-11 py-2 text-ink-2">{say.t('importFolder.leftWhy')}</summary>
      <ul className="card px-5 py-1 text-sm">
        {shown.map(each => (
          <li key={each.path} className="break-all border-line border-t py-2 first:border-t-0">
            {each.path} <span className="text-ink-2">{textOfLeft(say, each)}</span>
          </li>
        ))}
        {more > 0 && (
          <li className="border-line border-t py-2 text-ink-2">
            {say.t('importFolder.moreLeft', { count: more })}
          </li>
        )}
      </ul>
    </details>
  )
}
