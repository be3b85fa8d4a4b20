import type { Say } from '@/app/_i18n/messages'
import type { SheetSeen } from '@/lib/import/folder/folder-preview.queries'
import type { Unused } from '@/lib/spreadsheet/unused-columns.rules'

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
                {namedOnce(unused).map(each => (
                  <li key={each.head} className={`break-all ${each.guess === null ? '' : 'text-ochre'}`}>
                    {textOf(say, each)}
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

/** A column that several worksheets have is named once. */
function namedOnce(unused: Unused[]): Unused[] {
  return [...new Map(unused.map(each => [each.head, each])).values()]
}

function textOf({ t }: Say, { head, samples, guess }: Unused): string {
  const places = { head, samples: samples.join('、') }
  return guess === null
    ? t('importFolder.unusedColumn', places)
    : t('importFolder.unusedGuess', { ...places, field: guess })
}
