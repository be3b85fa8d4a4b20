import type { Say } from '@/app/_i18n/messages'
import { yearsToChoose } from '@/lib/import/asked.rules'
import { AS_MEETING } from '@/lib/import/import.input'
import type { ColumnRead } from '@/lib/spreadsheet/columns-read.rules'
import { isNotKept } from '@/lib/spreadsheet/not-kept.rules'
import { columnLetters } from '@/lib/spreadsheet/place.rules'
import { columnKey } from '@/lib/spreadsheet/said.rules'
import type { TitleFacts } from '@/lib/spreadsheet/title.rules'
import { KeptText, KeptTick } from './kept.client'
import { KeptChoice } from './kept-choice'
import { nameOf, type Sheet } from './sheets-form'

type Field = { field: string; head: string }
export type Columns = {
  fields: Field[]
  answers: Record<string, string>
  /** Activities of which a column can hold the marks, `7月9日 中心组学习`; null where the kind has none. */
  meetings: string[] | null
  remember: boolean
  year: { said: number | undefined; titled: number[]; now: number; isOpen: boolean }
}

type Props = { say: Say; sheets: Sheet[]; columns: Columns }

/** The columns of the sheets that are read, each with its meaning over three of its values. */
export function ColumnsForm({ say, sheets, columns }: Props) {
  const { t } = say
  const read = sheets.filter(each => each.isRead)
  return (
    <>
      {read.map(sheet => (
        <SheetColumns key={sheet.at} say={say} sheet={sheet} columns={columns} isNamed={read.length > 1} />
      ))}
      <Year say={say} year={columns.year} />
      <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="submit" name="press" value="columns" className="btn">
          {t('importPreview.columns.save')}
        </button>
        <KeptTick name="rememberHeads" isTicked={columns.remember}>
          {t('importPreview.columns.remember')}
        </KeptTick>
      </div>
    </>
  )
}

type SheetProps = { say: Say; sheet: Sheet; columns: Columns; isNamed: boolean }

function SheetColumns({ say, sheet, columns, isNamed }: SheetProps) {
  const { t } = say
  const isSettled = (each: ColumnRead) =>
    each.how !== 'guessed' && (sheet.missing.length === 0 || each.field !== null)
  const settled = sheet.columns.filter(isSettled)
  const facts = factsOf(say, sheet.title)
  const isWritten = (each: ColumnRead) => each.how !== 'meeting' && mayHoldMeeting(sheet, each, columns)
  const look = sheet.columns.some(isWritten) ? 'pre-columns pre-columns-tall' : 'pre-columns'
  return (
    <div className="relative mb-3">
      {isNamed && <h3 className="mb-1">{nameOf(say, sheet)}</h3>}
      {sheet.missing.length > 0 && (
        <p className="mb-2 font-semibold text-ochre">
          {t('importPreview.columns.missing', { heads: sheet.missing.join('、') })}
        </p>
      )}
      <input id={`all-${sheet.at}`} type="checkbox" className="pre-toggle" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className={look} aria-label={nameOf(say, sheet)} tabIndex={0}>
        {sheet.columns.map(column => (
          <Column
            key={column.at}
            say={say}
            sheet={sheet}
            column={column}
            columns={columns}
            isSettled={isSettled(column)}
          />
        ))}
      </section>
      {settled.length > 0 && (
        <p className="pre-rest mt-1 desk:hidden text-ink-2 text-sm">
          {t('importPreview.columns.rest', {
            count: settled.length,
            heads: settled
              .filter(each => each.how !== 'left' && each.head !== '')
              .map(each => each.head)
              .slice(0, 8)
              .join('、'),
          })}
          <label htmlFor={`all-${sheet.at}`} className="pre-toggle-word">
            {t('importPreview.columns.all')}
          </label>
        </p>
      )}
      {facts && <p className="mt-1 text-ink-2 text-sm">{t('importPreview.columns.title', { facts })}</p>}
    </div>
  )
}

type ColumnProps = { say: Say; sheet: Sheet; column: ColumnRead; columns: Columns; isSettled: boolean }

function Column({ say, sheet, column, columns, isSettled }: ColumnProps) {
  const { t } = say
  const { at, head, samples } = column
  const letter = columnLetters(at)
  const answer = columns.answers[columnKey(sheet.name, at)]
  const isOther = answer?.startsWith('= ') === true
  const value = answer ?? (column.how === 'meeting' ? AS_MEETING : (column.field ?? column.guess ?? ''))
  const isKept = !isNotKept(head)
  const isBeside =
    value !== '' && value !== AS_MEETING && !isOther && !columns.fields.some(each => each.field === value)
  const mayBeMeeting = isKept && mayHoldMeeting(sheet, column, columns)
  return (
    <div
      className={`pre-column ${column.how === 'guessed' ? 'pre-column-guessed' : ''} ${isSettled ? 'pre-column-settled' : ''}`}
    >
      <div className="pre-column-letter">{letter}</div>
      <div
        className={`pre-column-head ${column.how === 'left' ? 'font-normal text-ink-3' : ''}`}
        title={head}
      >
        {head || t('importPreview.columns.noHead')}
      </div>
      <div className="pre-column-pick">
        <KeptChoice
          name={`column-${sheet.at}-${at}`}
          label={t('importPreview.columns.column', { letter, head })}
          value={value}
          look={`pre-pick ${lookOf(column)}`}
          choices={[
            { value: '', label: t('importPreview.columns.skip') },
            ...(column.how === 'meeting' || (mayBeMeeting && answer !== undefined)
              ? [
                  {
                    value: AS_MEETING,
                    label: t(
                      columns.meetings ? 'importPreview.columns.meeting' : 'importPreview.columns.each',
                    ),
                  },
                ]
              : []),
            ...(isBeside ? [{ value, label: t('importPreview.columns.alsoOutputs') }] : []),
            ...(isOther && answer ? [{ value: answer, label: answer.slice(2) }] : []),
            ...(isKept ? columns.fields.map(each => ({ value: each.field, label: each.head })) : []),
          ]}
          groups={
            mayBeMeeting && columns.meetings && columns.meetings.length > 0
              ? [
                  {
                    label: t('importPreview.columns.asMeeting'),
                    choices: columns.meetings.map(each => ({ value: `= ${each}`, label: each })),
                  },
                ]
              : []
          }
        />
        {mayBeMeeting && column.how !== 'meeting' && (
          <KeptText
            name={`head-${sheet.at}-${at}`}
            label={`${t('importPreview.columns.otherHead')} ${letter}`}
            value=""
            look="pre-pick mt-1"
            placeholder={t('importPreview.columns.otherHeadHint')}
          />
        )}
      </div>
      <div className="pre-column-values">
        {samples.length === 0 && (
          <span className="pre-value text-ink-3">{isKept ? '—' : t('importPreview.columns.notKept')}</span>
        )}
        {samples.map((text, number) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: values of a column may be the same
          <span key={number} className="pre-value">
            {text}
          </span>
        ))}
      </div>
    </div>
  )
}

/** Whether a column may hold the marks of one meeting: of a 横表, or of a sheet whose heads are not understood yet. */
function mayHoldMeeting(sheet: Sheet, column: ColumnRead, { meetings }: Columns): boolean {
  const isCross = sheet.missing.length > 0 || sheet.columns.some(each => each.how === 'meeting')
  return meetings !== null && column.field === null && isCross
}

const looks: Record<ColumnRead['how'], string> = {
  known: 'pre-pick-known',
  meeting: 'pre-pick-known',
  remembered: 'pre-pick-known',
  said: 'pre-pick-said',
  guessed: 'pre-pick-guess',
  left: 'pre-pick-none',
}
const lookOf = ({ how }: ColumnRead) => looks[how]

function factsOf({ t }: Say, { name, day, place, host }: TitleFacts): string {
  return Object.entries({ name, day, place, host })
    .flatMap(([fact, text]) =>
      text ? [t(`importPreview.columns.facts.${fact as 'name' | 'day' | 'place' | 'host'}`, { text })] : [],
    )
    .join('、')
}

function Year({ say: { t }, year }: { say: Say; year: Columns['year'] }) {
  if (!year.isOpen && year.said === undefined) return null
  const years = yearsToChoose([...year.titled, ...(year.said ? [year.said] : [])], year.now)
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-semibold">{t('importPreview.columns.year')}</span>
      <KeptChoice
        name="dayYear"
        label={t('importPreview.columns.year')}
        value={String(year.said ?? '')}
        look={`pre-pick max-w-60 ${year.said === undefined ? 'pre-pick-guess' : 'pre-pick-said'}`}
        choices={[
          { value: '', label: t('importPreview.columns.yearAsk') },
          ...years.map(each => ({
            value: String(each),
            label: year.titled.includes(each)
              ? t('importPreview.columns.yearTitle', { year: each })
              : t('importPreview.columns.yearOther', { year: each }),
          })),
        ]}
      />
    </div>
  )
}
