import { ButtonForm } from '@/app/_forms/button-form'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { type Draft, previewOf, subjectsOf } from '@/lib/import/import.queries'
import type { Judgement } from '@/lib/import/judgement.queries'

import { unitsFor } from '@/lib/organisation/people/person.queries'
import { textOfRemark, unknownHeadsOf } from '@/lib/spreadsheet/preview.rules'
import { OptionFields } from '../_parts/option-fields'
import { dropImport, importRows, saveOptions, setFaultyRowsAside, takeRowBack } from '../actions'
import { FaultRow } from './_parts/fault-row'
import { Changed, Fold, Folded } from './_parts/outcomes'
import { Written } from './_parts/written'

type Judged = Extract<Judgement, { ok: true }>

export const generateMetadata = titled('import.preview.title')

/** Enough for one session of corrections; the remaining ones appear once these are settled. */
const FAULTS_SHOWN = 50

export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const say = await saying()
  const { draft, judgement, aside } = await orNotFound(previewOf(viewer, idOf((await params).id)))
  const { t } = say
  const head = (below: string) => ({
    title: draft.fileName,
    above: (
      <>
        <Link href="/imports">{t('import.list.title')}</Link>
        {` · ${t(`import.kind.${draft.kind}`)}`}
      </>
    ),
    below,
  })
  if (!judgement) return <Written say={say} draft={draft} head={head} />
  const [subjects, units] = await Promise.all([
    subjectsOf(viewer, draft.kind),
    draft.kind === 'plan' ? unitsFor(viewer, 'organiser', 'administrator') : [],
  ])
  const options = (
    <Options say={say} draft={draft} names={{ units: units.map(each => each.name), subjects }} />
  )
  if (!judgement.ok) {
    return (
      <>
        <PageHead {...head(t('import.refused.headMissing', { heads: judgement.missing.join('、') }))} />
        {options}
        <Drop say={say} draft={draft} />
      </>
    )
  }
  const { counts, judged, reading } = judgement
  const toWrite = counts.new + counts.changed
  const of = (outcome: string) => judged.outcomes.filter(each => each.outcome === outcome)
  const below =
    counts.faulty > 0
      ? t('import.preview.faultyFirst', { count: counts.faulty })
      : toWrite === 0
        ? t('import.preview.nothing')
        : t('import.preview.ready', counts)
  return (
    <>
      <PageHead {...head(below)}>
        {counts.faulty === 0 && toWrite > 0 && (
          <ButtonForm action={importRows} fields={{ draftId: draft.id }} look="btn btn-main">
            {t('import.preview.import', { count: toWrite })}
          </ButtonForm>
        )}
      </PageHead>
      <Counts say={say} judgement={judgement} />
      {judged.notes.length > 0 && (
        <Alert tone="note" className="mb-6">
          <ul>
            {judged.notes.map(({ reason, places }) => (
              <li key={reason}>{textOfRemark(say, reason, places)}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Faults say={say} draft={draft} judgement={judgement} />
      {options}
      <Changed say={say} outcomes={of('changed')} />
      <Folded say={say} title={t('import.preview.new', { count: counts.new })} outcomes={of('new')} />
      <Folded
        say={say}
        title={t('import.preview.unchanged', { count: counts.unchanged })}
        outcomes={of('unchanged')}
      />
      <Folded
        say={say}
        title={t('import.preview.leftOut', { count: of('leftOut').length + reading.leftOut.length })}
        outcomes={[
          ...reading.leftOut.map(({ row, why, text }) => ({
            row,
            outcome: 'leftOut' as const,
            label: [t(`import.leftOut.${why}`), text].filter(Boolean).join(' '),
          })),
          ...of('leftOut'),
        ].sort((a, b) => a.row - b.row)}
      />
      {unknownHeadsOf(reading).length > 0 && (
        <p className="mb-4 text-ink-2 text-sm">
          {t('import.terminal.unknownColumns', { heads: unknownHeadsOf(reading).join('、') })}
        </p>
      )}
      <Aside say={say} draft={draft} rows={aside} />
      <Drop say={say} draft={draft} />
    </>
  )
}

function Counts({ say: { t }, judgement: { counts } }: { say: Say; judgement: Judged }) {
  return (
    <dl className="mb-6 flex flex-wrap gap-x-8 gap-y-2">
      {(['new', 'changed', 'unchanged', 'faulty', 'leftOut'] as const).map(each => (
        <div key={each} className="flex items-baseline gap-2">
          <dt className="text-ink-2 text-sm">{t(`import.count.${each}`)}</dt>
          <dd className={`text-xl ${each === 'faulty' && counts.faulty > 0 ? 'text-cinnabar' : ''}`}>
            {counts[each]}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Faults({ say, draft, judgement }: { say: Say; draft: Draft; judgement: Judged }) {
  const { judged, reading, counts } = judgement
  if (judged.faults.length === 0) return null
  const { t } = say
  const cellsOf = new Map(reading.rows.map(each => [each.row, each.cells]))
  return (
    <section id="faults" className="mb-8">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2>{t('import.preview.faults', { count: counts.faulty })}</h2>
        <ButtonForm action={setFaultyRowsAside} fields={{ draftId: draft.id }} look="btn">
          {t('import.preview.asideAll', { count: counts.faulty })}
        </ButtonForm>
      </div>
      <ul className="card px-5 py-1">
        {judged.faults.slice(0, FAULTS_SHOWN).map((fault, at) => (
          <FaultRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may have two faults of one field
            key={`${fault.row} ${fault.field} ${at}`}
            say={say}
            draftId={draft.id}
            fault={fault}
            cell={
              fault.field === null
                ? null
                : {
                    head: reading.heads[fault.field] ?? '',
                    text: cellsOf.get(fault.row)?.[fault.field] ?? '',
                  }
            }
          />
        ))}
      </ul>
      {judged.faults.length > FAULTS_SHOWN && (
        <p className="mt-2 text-ink-3 text-sm">
          {t('import.preview.moreFaults', { count: judged.faults.length - FAULTS_SHOWN })}
        </p>
      )}
    </section>
  )
}

type OptionsProps = { say: Say; draft: Draft; names: { units: string[]; subjects: string[] } }

function Options({ say, draft, names }: OptionsProps) {
  if (draft.kind === 'units') return null
  return (
    <Fold title={say.t('import.preview.options')}>
      <Form action={saveOptions} className="card max-w-2xl">
        <input type="hidden" name="draftId" value={draft.id} />
        <OptionFields say={say} kind={draft.kind} options={draft.options} names={names} />
        <button type="submit" className="btn">
          {say.t('import.preview.again')}
        </button>
      </Form>
    </Fold>
  )
}

/** 暂不导入: kept as a list; each row can be included again. */
function Aside({ say, draft, rows }: { say: Say; draft: Draft; rows: { row: number; text: string }[] }) {
  if (rows.length === 0) return null
  const { t } = say
  return (
    <section className="mb-6">
      <h2 className="mb-2">{t('import.preview.asideRows', { count: draft.mending.aside.length })}</h2>
      <ul className="card px-5 py-1 text-sm">
        {rows.map(({ row, text }) => (
          <li key={row} className="flex items-center gap-3 border-line border-t py-2 first:border-t-0">
            <span className="text-ink-3">{row}</span>
            <span className="min-w-0 flex-1">{text}</span>
            <ButtonForm action={takeRowBack} fields={{ draftId: draft.id, row }} look="btn btn-plain">
              {t('import.preview.takeBack')}
            </ButtonForm>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Drop({ say, draft }: { say: Say; draft: Draft }) {
  return (
    <ButtonForm action={dropImport} fields={{ draftId: draft.id }} look="btn btn-plain">
      {say.t('import.preview.drop')}
    </ButtonForm>
  )
}
