import { ButtonForm } from '@/app/_forms/button-form'
import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { Tag } from '@/app/_ui/tag'
import type { Report } from '@/lib/statistics/report/report.queries'
import { needsType, typedKinds, typedSaid } from '@/lib/statistics/typed/typed.rules'
import { addFigure, removeFigure } from '../../actions'

/** Figures of a report that are not computed from rows, each with its source. */
export function OtherFigures({ say, year, report }: { say: Say; year: number; report: Report }) {
  const { t } = say
  return (
    <section className="mt-8 print:hidden" aria-labelledby="others">
      <h2 id="others">{t('report.other.title')}</h2>
      <p className="mb-2 text-ink-3 text-sm">{t('report.other.lead')}</p>
      {report.others.length === 0 && <p className="text-ink-2">{t('report.other.none')}</p>}
      <ul>
        {report.others.map(each => (
          <li key={each.id} className="flex flex-wrap items-center gap-x-4 border-line border-b py-2">
            <span className="min-w-0 flex-1">{each.name}</span>
            <b lang="zh-CN">{typedSaid(each)}</b>
            <span className="text-ink-3 text-sm">{t(`report.other.kindOf.${each.kind}`)}</span>
            {needsType(each) && <Tag tone="soon">{t('report.other.needsType')}</Tag>}
            <span className="text-ink-3 text-sm">
              {t('common.form.labelled', { label: t('report.other.source'), text: each.source })}
            </span>
            {report.canEdit && (
              <ButtonForm
                action={removeFigure}
                fields={{ year, unitId: report.filter.unitId, id: each.id, version: each.version }}
                look="btn btn-plain"
                label={`${t('report.other.remove')} ${each.name}`}
              >
                {t('report.other.remove')}
              </ButtonForm>
            )}
          </li>
        ))}
      </ul>
      {report.others.some(needsType) && <p className="mt-2 text-ink-2 text-sm">{t('report.other.retype')}</p>}
      {report.canEdit && (
        <Form
          edits="new"
          action={addFigure}
          className="mt-4 grid desk:grid-cols-2 items-start gap-x-4"
          labels={{
            name: t('report.other.name'),
            kind: t('report.other.kind'),
            value: t('report.other.value'),
            source: t('report.other.source'),
          }}
        >
          <input type="hidden" name="year" value={year} />
          <input type="hidden" name="unitId" value={report.filter.unitId} />
          <Seen value={null} />
          <TextField name="name" label={t('report.other.name')} hint={t('report.other.nameHint')} />
          <SelectField
            name="kind"
            label={t('report.other.kind')}
            hint={t('report.other.kindHint')}
            choices={typedKinds.map(kind => ({ value: kind, label: t(`report.other.kindOf.${kind}`) }))}
          />
          <TextField name="value" label={t('report.other.value')} hint={t('report.other.valueHint')} />
          <TextField name="source" label={t('report.other.source')} hint={t('report.other.sourceHint')} />
          <SaveButton look="btn mb-4 desk:justify-self-start">{t('report.other.add')}</SaveButton>
        </Form>
      )}
    </section>
  )
}
