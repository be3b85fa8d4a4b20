import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { byDefault, rememberable, typedIn } from '@/lib/import/asked.rules'
import { type FolderItem, JOIN, mayBeSplit, rowsOf, SPLIT } from '@/lib/import/folder/folder-items.rules'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import { lacks } from '@/lib/import/preview/comes-first.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { textOfFault, wordsOfRows } from '@/lib/spreadsheet/preview.rules'
import { isMendable, maySetAside, picksOf } from '../../../_parts/choices'

/** Names of files, numbers of rows and words of cells beside a question. */
const NAMES = 3
const ROWS = 6
const WORDS = 12

type Props = {
  say: Say
  item: FolderItem
  id: string
  group?: string
  isBelowFile?: boolean
  there?: ToChoose
}

/** One question with its answers, over all files that ask it. */
export function AskedItem({ say, item, id, group, isBelowFile = false, there }: Props) {
  const { t } = say
  const { first, said, isOpen, isOffer, files, texts } = item
  const asks = rememberable(item)
  const isUnanswered = isOffer && !said
  // A unit is chosen from those that are there, and never typed blindly.
  const isListed = first.reason === 'noSuchUnit' && (there?.get(item.key)?.length ?? 0) > 0
  const mends = isMendable(item) && (!isOffer || first.isTyped) && !isListed
  return (
    <fieldset className="border-line border-t py-3">
      <legend
        className={`float-left w-full font-semibold ${isOpen ? (first.isDoubt ? 'text-ochre' : 'text-cinnabar') : ''}`}
      >
        {textOfItem(say, item)}
      </legend>
      <p className="clear-both mb-1 break-all text-ink-2 text-sm">{placesOf(say, item, isBelowFile)}</p>
      {texts.length > 1 && (
        <p className="mb-1 break-all text-sm">
          {t('importFolder.asked.says', { count: texts.length, texts: texts.slice(0, WORDS).join('、') })}
          {texts.length > WORDS && (
            <details>
              <summary className="min-h-11 py-2">
                {t('importFolder.asked.otherWords', { count: texts.length - WORDS })}
              </summary>
              {texts.slice(WORDS).join('、')}
            </details>
          )}
        </p>
      )}
      {isOpen && <WhereToAdd say={say} reason={first.reason} />}
      <input type="hidden" name={`key-${id}`} value={item.key} />
      {group && <input type="hidden" name={`group-${id}`} value={group} />}
      <div className="flex flex-wrap items-end gap-3">
        <label className="min-w-0 flex-1 basis-60 text-sm">
          {t('importFolder.asked.answer')}
          <select
            name={`pick-${id}`}
            defaultValue={isUnanswered ? byDefault(item) : isOpen ? '' : (said?.pick ?? '')}
            className="field"
          >
            {!isUnanswered && (
              <option value={isOpen ? '' : 'open'}>
                {t(isOpen ? 'importFolder.asked.choose' : 'importFolder.asked.open')}
              </option>
            )}
            {picksOf(say, item, there).map(each => (
              <option key={each.value} value={each.value}>
                {each.label}
              </option>
            ))}
            {mends && <option value="mend">{t('importFolder.asked.mend')}</option>}
            {mayBeSplit(item) && <option value={SPLIT}>{t('importFolder.asked.split')}</option>}
            {item.isSplit && <option value={JOIN}>{t('importFolder.asked.join')}</option>}
            {first.row > 0 && !isOffer && maySetAside(item) && (
              <option value="aside">{t('importFolder.asked.aside')}</option>
            )}
          </select>
        </label>
        {mends && (
          <label className="min-w-0 flex-1 basis-48 text-sm">
            {t(first.isTyped ? 'importFolder.asked.written' : 'importFolder.asked.typed')}
            <input name={`typed-${id}`} defaultValue={typedIn(item)} className="field" />
          </label>
        )}
      </div>
      {asks && (
        <label className="inline-flex min-h-11 items-center gap-2 text-sm">
          <input type="checkbox" name={`remember-${id}`} defaultChecked={item.remember} className="h-5 w-5" />
          {t('importFolder.asked.remember', { word: asks.word.replace(/@$/, '').replace('@', ' ') })}
        </label>
      )}
      {files.length > 1 && (
        <span className="block text-ink-3 text-sm">
          {t(mayBeSplit(item) ? 'importFolder.asked.forAllOrSplit' : 'importFolder.asked.forAll')}
        </span>
      )}
    </fieldset>
  )
}

/** What is asked, in words. */
function textOfItem(say: Say, { first }: FolderItem): string {
  return say.said(`importFolder.question.${first.reason}`, first.places) ?? textOfFault(say, first)
}

/** The rows that the answer changes: of one file by their numbers, of several by the files. */
function placesOf(say: Say, item: FolderItem, isBelowFile: boolean): string {
  const { t } = say
  const [only] = item.files
  // A word may stand in two columns of one file.
  const count = new Set(item.files.map(each => each.id)).size
  if (count > 1)
    return t('importFolder.asked.places', {
      files: count,
      rows: rowsOf(item),
      names: [...new Set(item.files.map(each => each.path))].slice(0, NAMES).join('、'),
    })
  const rows = distinctRows(item.files.flatMap(each => each.asked.rows))
  const path = isBelowFile ? '' : (only?.path ?? '')
  if (rows.length === 0) return path
  const row = wordsOfRows(say, rows.slice(0, ROWS))
  return rows.length > ROWS
    ? t(path === '' ? 'importFolder.asked.rowsAlone' : 'importFolder.asked.rows', {
        path,
        row,
        count: rows.length,
      })
    : t(path === '' ? 'importFolder.asked.rowAlone' : 'importFolder.asked.row', { path, row })
}

/** Several cells of a row, and several meetings of a 横表, are one row to who reads. */
function distinctRows(numbers: readonly number[]): number[] {
  const byRow = new Map(
    numbers.map(number => {
      const { sheet, row } = placeOf(number)
      return [`${sheet} ${row}`, number] as const
    }),
  )
  return [...byRow.values()].filter(number => placeOf(number).row > 0)
}

type Addition = { href: string; text: 'addExam' | 'addActivity' }
const bringing = (reasons: readonly string[], addition: Addition) => reasons.map(each => [each, addition])
const additions: Record<string, Addition> = Object.fromEntries([
  ...bringing([...lacks.exams, 'examNotThere', 'examNotNamed'], { href: '/exams/new', text: 'addExam' }),
  ...bringing([...lacks.activities, 'activityNotThere', 'activityNotNamed'], {
    href: '/activities/new',
    text: 'addActivity',
  }),
])

/** What is asked for may not be there yet: where it is added. The folder waits meanwhile. */
function WhereToAdd({ say: { t }, reason }: { say: Say; reason: string }) {
  const addition = additions[reason]
  if (!addition) return null
  return (
    <Link href={addition.href} className="inline-flex min-h-11 items-center text-sm">
      {t(`importFolder.asked.${addition.text}`)}
    </Link>
  )
}
