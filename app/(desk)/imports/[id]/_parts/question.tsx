import type { Say } from '@/app/_i18n/messages'
import { rememberable } from '@/lib/import/asked.rules'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import type { Item } from '@/lib/import/preview/preview-lines.rules'
import type { Place } from '@/lib/spreadsheet/place.rules'
import { textOfFault } from '@/lib/spreadsheet/preview.rules'
import type { SheetRead } from '@/lib/spreadsheet/reading.rules'
import { type Choosable, isMendable, maySetAside, picksOf } from '../../_parts/choices'
import { KeptRadio, KeptText, KeptTick } from './kept.client'
import { KeptChoice } from './kept-choice'

/** More answers than these are a list to choose from, as other names that are there always are. */
const BUTTONS = 6

type Props = { say: Say; item: Item; place: Place; sheet: SheetRead; there: ToChoose }

/** What is asked of one cell, with its answers; the one that was given is marked and can be changed. */
export function Question({ say, item, place, sheet, there }: Props) {
  const { t } = say
  const { first, said, isOpen } = item
  const asks = rememberable(item)
  const id = `c${first.row}-${first.field ?? ''}-${first.reason}`.replace(/\W/g, '-')
  const head = sheet.columns.find(each => each.field === first.field)?.head ?? ''
  const text = textOfFault(say, first)
  const picks = picksOf(say, item, there)
  const likely = picks.filter(each => !each.isOther)
  const buttons = likely.length > BUTTONS ? [] : likely
  const listed = picks.filter(each => !buttons.includes(each))
  const pick = isOpen ? '' : (said?.pick ?? '')
  const name = `pick-${id}`
  return (
    <fieldset>
      <legend className={isOpen && !first.isDoubt ? 'text-cinnabar' : 'text-ink'}>
        {head ? t('importPreview.cells.head', { head, text }) : text}
      </legend>
      <input type="hidden" name={`key-${id}`} value={item.key} />
      <div className="pre-choices">
        {isMendable(item) && (
          <span className={choiceLook(pick === 'mend')}>
            <label htmlFor={`m-${id}`} className="inline-flex desk:min-h-0 min-h-11 items-center gap-2">
              <KeptRadio id={`m-${id}`} name={name} value="mend" isChecked={pick === 'mend'} />
              {t('importPreview.cells.mend')}
            </label>
            <KeptText
              name={`typed-${id}`}
              label={t('importPreview.cells.mendLabel', { row: place.row, head })}
              value={said?.typed || item.text}
              look="pre-pick w-36 min-w-0"
              picks={`m-${id}`}
            />
          </span>
        )}
        {buttons.map((each, at) => (
          <Choice
            key={each.value}
            id={`${at}-${id}`}
            name={name}
            pick={each}
            isChecked={pick === each.value}
          />
        ))}
        {listed.length > 0 && (
          <ManyPicks say={say} id={id} name={name} picks={listed} pick={pick} text={text} />
        )}
        {maySetAside(item) && (
          <Choice
            id={`a-${id}`}
            name={name}
            pick={{ value: 'aside', label: t('importPreview.cells.aside') }}
            isChecked={pick === 'aside'}
          />
        )}
        {!isOpen && (
          <Choice
            id={`o-${id}`}
            name={name}
            pick={{ value: 'open', label: t('importPreview.cells.open') }}
            isChecked={false}
          />
        )}
      </div>
      {asks && (
        <KeptTick
          name={`remember-${id}`}
          isTicked={item.remember}
          look="mt-1 inline-flex min-h-11 items-center gap-2 text-sm"
        >
          {t('importPreview.cells.remember', { word: asks.word.replace(/@$/, '').replace('@', ' ') })}
        </KeptTick>
      )}
      {!isOpen && said && (
        <p className="mt-1 text-pine text-sm">✓ {saidIn(say, said.pick, said.typed, picks)}</p>
      )}
    </fieldset>
  )
}

const choiceLook = (isSaid: boolean) => (isSaid ? 'pre-choice pre-choice-said' : 'pre-choice')

type ChoiceProps = { id: string; name: string; pick: Choosable; isChecked: boolean }

function Choice({ id, name, pick, isChecked }: ChoiceProps) {
  return (
    <label htmlFor={id} className={choiceLook(isChecked)}>
      <KeptRadio id={id} name={name} value={pick.value} isChecked={isChecked} />
      {pick.label}
    </label>
  )
}

type ManyProps = { say: Say; id: string; name: string; picks: Choosable[]; pick: string; text: string }

/** A list, which counts where no button beside it is chosen. */
function ManyPicks({ say: { t }, id, name, picks, pick, text }: ManyProps) {
  const isOne = picks.some(each => each.value === pick)
  return (
    <span className={choiceLook(isOne)}>
      <KeptRadio
        id={`l-${id}`}
        name={name}
        value="list"
        isChecked={isOne}
        label={t('importPreview.words.choose')}
      />
      <KeptChoice
        name={`list-${id}`}
        label={text}
        value={isOne ? pick : ''}
        look="pre-pick min-w-40"
        picks={`l-${id}`}
        choices={[{ value: '', label: t('importPreview.words.choose') }, ...picks]}
      />
    </span>
  )
}

function saidIn({ t }: Say, pick: string, typed: string, picks: Choosable[]): string {
  if (pick === 'mend') return t('importPreview.cells.saidMend', { text: typed })
  if (pick === 'aside') return t('importPreview.cells.saidAside')
  return picks.find(each => each.value === pick)?.label ?? t('importPreview.cells.saidAs')
}
