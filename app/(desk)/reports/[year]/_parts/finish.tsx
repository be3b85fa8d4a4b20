import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { OfReport, ReportDocument } from '@/lib/statistics/report/draft.queries'
import { unfinishedIn } from '@/lib/statistics/report/template.rules'
import { reportAddress } from '../../_parts/report-address'
import { makeReportFinal } from '../../actions'

/** 定稿, and what still stands open in the text and keeps it away. */
export function Finish({ say, of, report }: { say: Say; of: OfReport; report: ReportDocument }) {
  const { t } = say
  const { unitId, from, to } = report.filter
  const open = unfinishedIn(report.paragraphs, report.values)
  const wasFinal = report.versions.some(each => each.state === 'final')
  return (
    <section className="card print:hidden" aria-labelledby="finish">
      <h2 id="finish" className="mb-2">
        {t('report.draft.finish')}
      </h2>
      {open.length > 0 && (
        <ul className="mb-3">
          {open.map(each => (
            <li
              key={`${each.key} ${each.why} ${each.text}`}
              className="flex flex-wrap items-center gap-x-3 border-line border-b py-1"
            >
              <Tag tone="soon">{t(`report.draft.${each.why}`)}</Tag>
              <span className="min-w-0 flex-1" lang="zh-CN">
                {each.text}
              </span>
              <Link
                href={`${reportAddress(of, '', { edit: each.key })}#edit`}
                className="inline-flex min-h-11 items-center"
                aria-label={t('common.form.labelled', { label: t('report.draft.look'), text: each.text })}
              >
                {t('report.draft.look')}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {report.isKept ? (
        <p className="text-ink-2">{t('report.draft.isFinal', { number: report.shown?.number ?? 0 })}</p>
      ) : (
        <Form id="finish-form" action={makeReportFinal} labels={{ reason: t('report.draft.reason') }}>
          <input type="hidden" name="unitId" value={unitId} />
          <input type="hidden" name="from" value={from} />
          <input type="hidden" name="to" value={to} />
          <Seen value={report.version} />
          <p className="mb-3 text-ink-3 text-sm">{t('report.draft.finishHint')}</p>
          {wasFinal && <TextField name="reason" label={t('report.draft.reason')} />}
          <button type="submit" className={`btn w-full ${open.length > 0 ? '' : 'btn-main'}`}>
            {open.length > 0
              ? t('report.draft.makeFinalOpen', { count: open.length })
              : t('report.draft.makeFinal')}
          </button>
        </Form>
      )}
    </section>
  )
}
