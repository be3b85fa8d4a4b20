import type { Say } from '@/app/_i18n/messages'
import type { SheetSeen } from '@/lib/import/folder/folder-preview.queries'
import { distinctHeads, textOfUnused } from '../../../_parts/unused-words'

type Props = { say: Say; sheets: SheetSeen[] }

/** The columns that are not read, by file, with what they hold: whoever writes the folder has seen what is not kept. */
export function UnusedColumns({ say, sheets }: Props) {
  const { t } = say
  return (
    <>
      <p className="mb-2 max-w-3xl text-ink-2">{t('importFolder.unusedAbout')}</p>
      <ul className="card px-5 py-1 text-sm">
        {sheets
          .filter(each => each.unused.length > 0)
          .map(({ id, path, unused }) => (
            <li key={id} className="border-line border-t py-2 first:border-t-0">
              <span className="break-all">{path}</span>
              <ul className="text-ink-2">
                {distinctHeads(unused).map(each => (
                  <li key={each.head} className={`break-all ${each.guess === null ? '' : 'text-ochre'}`}>
                    {textOfUnused(say, each, each.guess)}
                  </li>
                ))}
              </ul>
              <a href={`/imports/${id}#columns`} className="inline-flex min-h-11 items-center">
                {t('importFolder.asked.columns')}
              </a>
            </li>
          ))}
      </ul>
    </>
  )
}
