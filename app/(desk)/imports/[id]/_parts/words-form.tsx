import type { Say } from '@/app/_i18n/messages'
import { byDefault, newTermsOpen, rememberable, typedIn, wordOfSheet } from '@/lib/import/asked.rules'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import type { PreviewPage } from '@/lib/import/preview/preview.queries'
import type { Item } from '@/lib/import/preview/preview-lines.rules'
import { NEW_TERM } from '@/lib/spreadsheet/doubt.rules'
import { textOfFault } from '@/lib/spreadsheet/preview.rules'
import { type Choosable, isMendable, maySetAside, picksOf } from '../../_parts/choices'
import { KeptText, KeptTick } from './kept.client'
import { KeptChoice } from './kept-choice'

type Words = PreviewPage['asked']['words']
type Fields = { field: string; head: string }[]
type Props = { say: Say; words: Words; fields: Fields; there: ToChoose }

/**
 * What many rows ask alike, and what is offered for a whole column: one choice for all of them, how many they are, and
 * a few of them.
 */
export function WordsForm({ say, words, fields, there }: Props) {
  const { t } = say
  if (words.total === 0) return <p className="text-ink-2">{t('importPreview.words.none')}</p>
  const fresh = newTermsOpen(words.shown)
  return (
    <>
      {fresh.length > 1 && (
        <label className="mb-2 inline-flex min-h-11 items-center gap-2">
          <input type="checkbox" name="alike-new" value={`answer:${NEW_TERM}`} />
          {t('importPreview.words.allNew', {
            count: fresh.length,
            words: fresh.map(each => wordOf(say, each, fields)).join('、'),
          })}
        </label>
      )}
      <ul className="pre-list">
        {words.shown.map((item, at) => (
          <Word
            key={item.key}
            say={say}
            at={at}
            item={item}
            isNew={fresh.length > 1 && fresh.includes(item)}
            fields={fields}
            there={there}
            examples={words.examples.get(item.key) ?? []}
          />
        ))}
      </ul>
      <button type="submit" className="btn mt-3">
        {t('importPreview.words.save')}
      </button>
    </>
  )
}

type WordProps = {
  say: Say
  at: number
  item: Item
  /** One of those that one tick takes as they are. */
  isNew: boolean
  fields: Fields
  there: ToChoose
  examples: string[]
}

function Word({ say, at, item, isNew, fields, there, examples }: WordProps) {
  const { t } = say
  const { first, said, isOpen, isOffer } = item
  const shown = wordOf(say, item, fields)
  const id = `w${at}`
  const mends = isMendable(item) && (!isOffer || first.isTyped)
  const look = said ? 'pre-pick-said' : isOpen ? 'pre-pick-guess' : 'pre-pick-known'
  return (
    <li className={said && !isOpen ? 'pre-word pre-word-said' : 'pre-word'}>
      <input type="hidden" name={`key-${id}`} value={item.key} />
      {isNew && <input type="hidden" name={`group-${id}`} value="new" />}
      <span className="pre-word-from">{shown}</span>
      <span className="desk:block hidden text-center text-ink-3" aria-hidden="true">
        →
      </span>
      <span className="pre-word-wide">
        <KeptChoice
          name={`pick-${id}`}
          label={t('importPreview.words.meaning', { text: shown })}
          value={isOpen ? '' : (said?.pick ?? byDefault(item))}
          look={`pre-pick ${look}`}
          choices={choicesOf(say, item, there)}
        />
      </span>
      <span className="pre-word-count">{t('importPreview.words.places', { count: item.rows.length })}</span>
      <span className="pre-word-wide text-sm">
        <span className={isOpen ? 'text-ochre' : 'text-ink-2'}>{textOfFault(say, first)}</span>
        {examples.length > 0 && (
          <span className="ml-2 text-ink-3">
            {t('importPreview.words.examples', { names: examples.join('、') })}
          </span>
        )}
        {mends && (
          <span className="mt-1 block">
            <KeptText
              name={`typed-${id}`}
              label={t(first.isTyped ? 'importPreview.words.written' : 'importPreview.words.typed', {
                text: shown,
              })}
              value={typedIn(item)}
              look="pre-pick max-w-60"
              picks={`pick-${id}`}
            />
          </span>
        )}
      </span>
      {isOffer ? (
        <span className="pre-word-wide text-ink-3 text-sm">
          {said ? '' : t('importPreview.words.byDefault')}
        </span>
      ) : rememberable(item) ? (
        <KeptTick
          name={`remember-${id}`}
          isTicked={item.remember}
          look="pre-word-wide inline-flex min-h-11 items-center gap-2 whitespace-nowrap text-sm"
        >
          {t('importPreview.words.remember')}
        </KeptTick>
      ) : (
        <span className="desk:block hidden" />
      )}
    </li>
  )
}

function choicesOf(say: Say, item: Item, there: ToChoose): Choosable[] {
  const { t } = say
  const picks = picksOf(say, item, there)
  const asWritten = { value: 'mend', label: t('importPreview.words.asWritten') }
  if (item.isOffer) return item.first.isTyped ? [...picks, asWritten] : picks
  return [
    item.isOpen
      ? { value: '', label: t('importPreview.words.choose') }
      : { value: 'open', label: t('importPreview.words.open') },
    ...picks,
    ...(isMendable(item)
      ? [
          {
            value: 'mend',
            label: t(item.first.isTyped ? 'importPreview.words.asWritten' : 'importPreview.words.mend'),
          },
        ]
      : []),
    ...(maySetAside(item) ? [{ value: 'aside', label: t('importPreview.words.aside') }] : []),
  ]
}

/** The wording that is asked about; of an empty cell or a whole column the head. */
function wordOf({ t }: Say, { first, text, word, isOffer }: Item, fields: Fields): string {
  const head = fields.find(each => each.field === first.field)?.head
  if (isOffer && first.isTyped) return wordOfSheet(first.alike) || (head ?? '')
  if (isOffer && head && text === '') return t('importPreview.words.empty', { head })
  if (isOffer && head) return wordOfSheet(first.alike) || head
  const isOfColumn = first.alike === first.field || /^column\b/.test(first.alike ?? '')
  if (isOfColumn && head) return head
  return wordOfSheet(first.alike) || text || word || head || t('importPreview.words.blank')
}
