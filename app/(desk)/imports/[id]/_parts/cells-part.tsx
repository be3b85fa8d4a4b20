import type { Say } from '@/app/_i18n/messages'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import type { Preview, PreviewPage } from '@/lib/import/preview/preview.queries'
import { CellsForm } from './cells-form'
import { goTo, type Looked } from './look'
import { PageButtons } from './page-buttons'

type Props = {
  say: Say
  preview: Preview
  asked: PreviewPage['asked']
  look: Looked
  fields: { field: string; head: string }[]
  there: ToChoose
}

/** Filters are worth their place where one page does not hold all. */
const FILTERED_FROM = 8

/** Single cells a page at a time, by their state or their column. */
export function CellsPart({ say, preview: { judgement }, asked, look, fields, there }: Props) {
  const { t } = say
  const { cells, single } = asked
  if (single.all === 0) return <p className="text-ink-2">{t('importPreview.cells.none')}</p>
  const names = judgement.reading.sheets.filter(each => each.isRead).map(each => each.name)
  const open = judgement.ok ? judgement.counts.faulty + judgement.counts.doubtful : 0
  return (
    <>
      {single.all >= FILTERED_FROM && <Filters say={say} asked={asked} look={look} fields={fields} />}
      <CellsForm say={say} tables={cells.tables} sheetNames={names} there={there} />
      <PageButtons
        say={say}
        page={cells.page}
        pages={cells.pages}
        label={t('importPreview.steps.cells')}
        pressOf={page => goTo(look, { page }, 'cells')}
      />
      {open > 0 && (
        <button type="submit" name="press" value="aside" className="btn mt-3">
          {t('importPreview.cells.asideAll', { count: open })}
        </button>
      )}
    </>
  )
}

type FilterProps = Pick<Props, 'say' | 'asked' | 'look' | 'fields'>

function Filters({ say: { t }, asked, look, fields }: FilterProps) {
  const headOf = (field: string) => fields.find(each => each.field === field)?.head ?? field
  const states = (['all', 'faulty', 'doubtful', 'said'] as const).filter(each => asked.single[each] > 0)
  const chips = [
    ...states.map(state => ({
      label: t(`importPreview.cells.${state}`, { count: asked.single[state] }),
      change: { state, page: 1, ...(state === 'all' ? { field: '' } : {}) },
      isOn: look.state === state && (state !== 'all' || look.field === ''),
    })),
    ...asked.fields.slice(0, 8).map(({ field, count }) => ({
      label: t('importPreview.cells.field', { head: headOf(field), count }),
      change: { field: look.field === field ? '' : field, page: 1 },
      isOn: look.field === field,
    })),
  ]
  return (
    <nav aria-label={t('importPreview.cells.filter')} className="mb-3 flex flex-wrap gap-2">
      {chips.map(({ label, change, isOn }) => (
        <button
          key={label}
          type="submit"
          name="press"
          value={goTo(look, change, 'cells')}
          aria-current={isOn ? 'true' : undefined}
          className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
        >
          {label}
        </button>
      ))}
    </nav>
  )
}
