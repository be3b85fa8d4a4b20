import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Unused } from '@/lib/spreadsheet/unused-columns.rules'
import { distinctHeads, textOfUnused } from '../../_parts/unused-words'

type Props = { say: Say; unused: Unused[]; fields: { field: string; head: string }[] }

/** The columns with values that are not read, with what they hold: seen before anything is written. */
export function UnreadColumns({ say, unused, fields }: Props) {
  const { t } = say
  if (unused.length === 0) return null
  return (
    <div id="unread" className="mb-4">
      <Alert tone="warning">
        <p className="font-semibold">{t('importPreview.after.unread', { count: unused.length })}</p>
        <ul>
          {distinctHeads(unused).map(each => (
            <li key={each.head} className="break-words">
              {textOfUnused(say, each, fields.find(one => one.field === each.guess)?.head ?? null)}
            </li>
          ))}
        </ul>
        <a href="#columns" className="inline-flex min-h-11 items-center">
          {t('importFolder.asked.columns')}
        </a>
      </Alert>
    </div>
  )
}
