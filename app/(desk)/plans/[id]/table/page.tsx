import { randomUUID } from 'node:crypto'
import { notFound } from 'next/navigation'
import { TextArea, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { leavingWords } from '@/app/_offline/leaving-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import type { Viewer } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { unitsUnder } from '@/lib/plan/plan.queries'
import { planTable, tableKind } from '@/lib/plan/table/table.queries'
import { PlanStatusTag } from '../../_parts/plan-status'
import { type Column, columnsOf } from './_grid/columns'
import { Editor } from './_grid/editor.client'
import { PastedRows } from './_grid/pasted-rows.client'
import { PlainTable } from './_parts/plain-table'
import { tableWords } from './_parts/table-words'
import { pasteBlock } from './actions'

export const generateMetadata = titled('planTable.page.title')

export default async function TablePage({ params }: PageProps<'/plans/[id]/table'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const { plan, rows } = await orNotFound(planTable(viewer, idOf((await params).id)))
  if (!plan.mayChange && plan.status !== 'closed') notFound()
  const kind = tableKind(plan)
  const columns = columnsOf(say, kind)
  const words = tableWords(say)
  const plain = (
    <PlainTable
      planId={plan.id}
      caption={t('planTable.page.caption')}
      columns={columns}
      rows={rows}
      mayChange={plan.mayChange}
    />
  )
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}`} className="inline-flex min-h-11 items-center">
            {plan.title}
          </Link>
        }
        title={t('planTable.page.title')}
        below={<PlanStatusTag say={say} status={plan.status} />}
      >
        <Link href={`/plans/${plan.id}`} className="btn">
          {t('planTable.page.back')}
        </Link>
      </PageHead>
      {plan.mayChange ? (
        <Editor
          planId={plan.id}
          account={viewer.accountId ?? 0}
          leaving={leavingWords(say)}
          keptUnder={`plan-table:${viewer.accountId}:${plan.id}`}
          isIssued={plan.status === 'issued'}
          kind={kind}
          columns={await withChoices(viewer, columns, plan.unitPath)}
          rows={rows}
          words={words}
        >
          <p className="mb-3 text-ink-2">{t('planTable.page.plain')}</p>
          {plain}
          <PasteForm say={say} plan={plan} columns={columns} words={words} />
        </Editor>
      ) : (
        <>
          <p className="mb-3 text-ink-2">{t('planTable.page.closed')}</p>
          {plain}
        </>
      )}
    </>
  )
}

/** Suggestions for a cell while typing. */
async function withChoices(viewer: Viewer, columns: Column[], unitPath: string): Promise<Column[]> {
  const [units, forms] = await Promise.all([unitsUnder(viewer, unitPath), formsOf()])
  const choices: Partial<Record<Column['field'], string[]>> = {
    unit: units.map(unit => unit.name),
    form: forms,
  }
  return columns.map(column => ({ ...column, choices: choices[column.field] }))
}

type Plan = Awaited<ReturnType<typeof planTable>>['plan']
type PasteProps = { say: Say; plan: Plan; columns: Column[]; words: Record<string, string> }

/** Pastes a whole table without script: the recognised rows are shown for review before they are written. */
function PasteForm({ say, plan, columns, words }: PasteProps) {
  const { t } = say
  const labels = { text: t('planTable.paste.box'), reason: t('planTable.grid.reason') }
  return (
    <section className="mt-8 border-line border-t pt-4">
      <h2 className="mb-2">{t('planTable.paste.title')}</h2>
      <Form action={pasteBlock} labels={labels}>
        <input type="hidden" name="planId" value={plan.id} />
        <input type="hidden" name="idempotencyKey" value={randomUUID()} />
        {plan.status === 'issued' && (
          <TextField name="reason" label={labels.reason} hint={t('plan.item.reasonHint')} required />
        )}
        <PastedRows columns={columns} words={words} />
        <TextArea name="text" label={labels.text} hint={t('planTable.paste.hint')} rows={6} />
        <button type="submit" name="step" value="look" className="btn">
          {t('planTable.paste.look')}
        </button>
      </Form>
    </section>
  )
}
