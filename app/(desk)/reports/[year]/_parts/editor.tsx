import { Seen, SelectField, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { doubtIn } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { rowsAddress } from '@/app/(desk)/rates/_parts/address'
import type { OfReport, ReportDocument } from '@/lib/statistics/report/draft.queries'
import {
  choicesOf,
  keeping,
  type Mark,
  type MarkValue,
  marksIn,
  type Values,
  wordedAs,
} from '@/lib/statistics/report/mark.rules'
import type { Paragraph } from '@/lib/statistics/report/template.rules'
import { reportAddress } from '../../_parts/report-address'
import { saveReportParagraph } from '../../actions'

type Props = {
  say: Say
  of: OfReport
  report: ReportDocument
  paragraph: Paragraph
  /** The place of the sentence to be written though its figures are zero, from 1. */
  keep?: number
  /** Every figure that can be put in, with what it says now. */
  offered: Values
}

/** One paragraph as text; its figures stand in it as marks, and are listed below with what they say. */
export function Editor({ say, of, report, paragraph, keep, offered }: Props) {
  const { t } = say
  const { unitId, from, to } = report.filter
  const text = keep === undefined ? paragraph.text : keeping(paragraph.text, keep - 1)
  const figures = marksIn(paragraph.text).filter(mark => report.values[mark.body]?.code)
  return (
    <section id="edit" className="card min-w-0 scroll-mt-4 print:hidden" aria-labelledby="editing">
      <h2 id="editing" className="mb-2">
        {t('report.draft.editing')}
      </h2>
      <Form
        edits
        id="paragraph"
        action={saveReportParagraph}
        labels={{ text: t('report.draft.text'), insert: t('report.draft.insert') }}
      >
        <input type="hidden" name="unitId" value={unitId} />
        <input type="hidden" name="from" value={from} />
        <input type="hidden" name="to" value={to} />
        <input type="hidden" name="key" value={paragraph.key} />
        <Seen value={report.version} />
        <TextArea
          name="text"
          label={t('report.draft.text')}
          hint={t('report.draft.textHint')}
          rows={5}
          value={text}
        />
        {figures.length > 0 && (
          <details className="mb-4">
            <summary className="min-h-11 cursor-pointer py-2 font-semibold">
              {t('report.draft.figures', { count: figures.length })}
            </summary>
            <ul>
              {figures.map(mark => (
                <Figure key={mark.body} say={say} mark={mark} value={report.values[mark.body] as MarkValue} />
              ))}
            </ul>
          </details>
        )}
        <SelectField
          name="insert"
          label={t('report.draft.insert')}
          hint={t('report.draft.insertHint')}
          value=""
          choices={[
            { value: '', label: t('report.draft.insertNone') },
            ...Object.entries(offered).map(([body, value]) => ({
              value: body,
              label: `${body} ${value.exact}${doubtIn(say, value.isSound)}`,
            })),
          ]}
        />
        <div className="flex flex-wrap items-center gap-2">
          <SaveButton look="btn btn-main">{t('report.draft.save')}</SaveButton>
          <Link href={`${reportAddress(of)}#${paragraph.key}`} className="btn btn-plain">
            {t('report.draft.stop')}
          </Link>
          <a href={`#${paragraph.key}`} className="btn btn-plain desk:hidden">
            {t('report.draft.seeInText')}
          </a>
        </div>
      </Form>
    </section>
  )
}

function Figure({ say, mark, value }: { say: Say; mark: Mark; value: MarkValue }) {
  const { t } = say
  const choices = choicesOf(value)
  const shown = choices.find(each => wordedAs(mark, each.wording) === mark.body)
  return (
    <li className="border-line border-b py-2">
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="flex-1" lang="zh-CN">
          〔{mark.body}〕
        </span>
        <b lang="zh-CN">
          {value.text}
          {doubtIn(say, value.isSound)}
        </b>
        {value.code && value.of && (
          <Link
            href={rowsAddress(value.of, value.code, {
              form: value.of.form ?? null,
              target: value.of.target ?? null,
            })}
            className="inline-flex min-h-11 items-center"
          >
            {t('report.draft.rows')}
          </Link>
        )}
      </p>
      {choices.length > 1 && (
        <label className="block text-ink-3 text-sm">
          {t('report.draft.wording', { name: mark.name })}
          <select name="words[]" defaultValue={shown ? '' : undefined} className="field mt-1">
            <option value="">{t('report.draft.asNow', { text: value.text })}</option>
            {choices
              .filter(each => each !== shown)
              .map(each => (
                <option key={each.wording} value={`${mark.body}>${wordedAs(mark, each.wording)}`}>
                  {each.text}
                </option>
              ))}
          </select>
        </label>
      )}
    </li>
  )
}
