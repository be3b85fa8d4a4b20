import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { byDefault } from '@/lib/import/asked.rules'
import { type FolderItem, rowsOf } from '@/lib/import/folder/folder-items.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { Pages } from '../../../_parts/pages'
import { saveFolderAnswers } from '../../actions'
import { picksOf, textOfItem } from './picks'

/** Questions on one page. */
const PAGE = 20
/** Names of files beside a question. */
const NAMES = 3

type Props = { say: Say; folderId: number; items: FolderItem[]; page: number }

/** What is asked over all files, each once. */
export function AskedForm({ say, folderId, items, page }: Props) {
  const { t } = say
  if (items.length === 0) return <p className="text-ink-2">{t('importFolder.asked.none')}</p>
  const shown = items.slice((page - 1) * PAGE, page * PAGE)
  return (
    <Form action={saveFolderAnswers} className="card">
      <input type="hidden" name="draftId" value={folderId} />
      <input type="hidden" name="back" value={page > 1 ? `asked=${page}` : ''} />
      {shown.map((item, at) => (
        <Question key={item.key} say={say} item={item} id={`q${at}`} />
      ))}
      <button type="submit" className="btn btn-main">
        {t('importFolder.asked.save')}
      </button>
      <Pages
        say={say}
        page={page}
        pages={Math.ceil(items.length / PAGE)}
        label={say.t('importFolder.pages')}
        hrefOf={of => `?asked=${of}#asked`}
      />
    </Form>
  )
}

function Question({ say, item, id }: { say: Say; item: FolderItem; id: string }) {
  const { t } = say
  const { first, said, isOpen, isOffer, word, files, text } = item
  const isUnanswered = isOffer && !said
  const mends = first.field !== null && !first.isOfColumn && !isOffer
  const names = files.slice(0, NAMES).map(each => each.path)
  const [only] = files
  const row = placeOf(first.row).row
  return (
    <fieldset className="mb-4 border-line border-b pb-3">
      <legend className={`font-semibold ${isOpen ? (first.isDoubt ? 'text-ochre' : 'text-cinnabar') : ''}`}>
        {textOfItem(say, item)}
      </legend>
      <p className="mb-2 break-all text-ink-2 text-sm">
        {files.length > 1
          ? t('importFolder.asked.places', {
              files: files.length,
              rows: rowsOf(item),
              names: names.join('、'),
            })
          : first.row > 0
            ? t('importFolder.asked.row', { path: only?.path ?? '', row })
            : only?.path}
      </p>
      {isOpen && <WhereToAdd say={say} reason={first.reason} />}
      <input type="hidden" name={`key-${id}`} value={item.key} />
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
            {picksOf(say, item).map(each => (
              <option key={each.value} value={each.value}>
                {each.label}
              </option>
            ))}
            {mends && <option value="mend">{t('importFolder.asked.mend')}</option>}
            {first.row > 0 && !isOffer && <option value="aside">{t('importFolder.asked.aside')}</option>}
          </select>
        </label>
        {mends && (
          <label className="min-w-0 flex-1 basis-48 text-sm">
            {t('importFolder.asked.typed')}
            <input name={`typed-${id}`} defaultValue={said?.typed || text} className="field" />
          </label>
        )}
      </div>
      {word !== null && (
        <label className="inline-flex min-h-11 items-center gap-2 text-sm">
          <input type="checkbox" name={`remember-${id}`} defaultChecked />
          {t('importFolder.asked.remember', { word: word.replace(/@$/, '').replace('@', ' ') })}
        </label>
      )}
      {files.length > 1 && <span className="block text-ink-3 text-sm">{t('importFolder.asked.forAll')}</span>}
    </fieldset>
  )
}

const additions: Record<string, { href: string; text: 'addExam' | 'addActivity' }> = {
  ...Object.fromEntries(
    ['examNotThere', 'examNotNamed', 'noSuchExam'].map(each => [
      each,
      { href: '/exams/new', text: 'addExam' },
    ]),
  ),
  ...Object.fromEntries(
    [
      'activityNotThere',
      'activityNotNamed',
      'noSuchStudy',
      'noSuchActivity',
      'noMeetingOn',
      'noSuchCode',
    ].map(each => [each, { href: '/activities/new', text: 'addActivity' }]),
  ),
}

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
