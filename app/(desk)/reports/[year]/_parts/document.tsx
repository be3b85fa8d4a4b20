import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { doubtIn, doubtOf } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import type { Term } from '@/lib/core/glossary'
import type { Report } from '@/lib/statistics/report/report.queries'
import {
  proseOf,
  type ReportFigure,
  reportFigures,
  type Sentence,
} from '@/lib/statistics/report/report.rules'

type Props = { say: Say; year: number; report: Report; opened?: ReportFigure }

/** The report in the form in which an office sends it; each figure is a link that shows its rows beside the text. */
export function Document({ say, year, report, opened }: Props) {
  const { t } = say
  const said = (sentences: Sentence[]) =>
    sentences.map(sentence => (
      <Said key={sentence.key} say={say} report={report} opened={opened} sentence={sentence} />
    ))
  const titles = report.plans.map((plan, at) => (
    <span key={plan.id}>
      {at > 0 && '、'}
      <Link href={`/plans/${plan.id}`} className="text-ink">
        《{plan.title}》
      </Link>
    </span>
  ))
  return (
    <article
      lang="zh-CN"
      className="border border-line bg-sheet desk:px-14 px-5 desk:py-12 py-8 font-song desk:text-lg text-[17px] leading-loose print:border-0 print:p-0"
    >
      <h2 className="mb-5 text-center font-semibold font-song text-2xl leading-snug">
        {t('report.page.document', { year, next: year + 1 })}
      </h2>
      <Part title={t('report.part.organisation')}>
        {titles.length > 0 && <>{filled(t('report.sentence.plans'), { titles })}</>}
        {said(report.sentences.organisation)}
      </Part>
      <Part title={t('report.part.publicity')} lead={t('report.part.atmosphere')}>
        {said(report.sentences.publicity)}
      </Part>
      <p className="indent-[2em]">
        {t('report.part.study')}
        {said(report.sentences.study)}
      </p>
      <Part title={t('report.part.advisers')}>{said(report.sentences.advisers)}</Part>
      <h3 className="mt-3 font-sans text-lg">{t('report.part.leaders')}</h3>
      <p className="indent-[2em] text-ink-3 print:hidden">{t('report.part.leadersHint')}</p>
      {report.others.length > 0 && (
        <Part title={t('report.part.others')}>
          {report.others.map(({ id, name, value }) => (
            <span key={id}>
              {t('report.sentence.other', {
                name,
                value: `${value}${doubtIn(say, report.isSound.typed)}`,
              })}
            </span>
          ))}
        </Part>
      )}
    </article>
  )
}

function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <>
      <h3 className="mt-3 font-sans text-lg">{title}</h3>
      <p className="indent-[2em]">
        {lead}
        {children}
      </p>
    </>
  )
}

function Said({
  say,
  report,
  opened,
  sentence,
}: {
  say: Say
  report: Report
  opened?: ReportFigure
  sentence: Sentence
}) {
  const figures = Object.fromEntries(
    reportFigures.map(code => [
      code,
      <Link
        key={code}
        id={`figure-${code}`}
        href={`?open=${code}#rows`}
        scroll={false}
        title={say.term(`${code in report.figures.rates ? 'rate' : 'heading'}.${code}` as Term)}
        aria-current={code === opened ? 'true' : undefined}
        className="whitespace-nowrap rounded-sm px-0.5 font-bold text-indigo underline decoration-dotted underline-offset-4 aria-[current]:bg-indigo-wash"
      >
        {proseOf(report.figures, code)}
        {!(code in report.figures.rates) && say.term(`unitWord.${code}` as Term)}
        {doubtOf(say, report.figures, code)}
      </Link>,
    ]),
  )
  const places = Object.entries(sentence.places ?? {}).map(([name, value]) => [
    name,
    `${value}${doubtIn(say, report.isSound.places)}`,
  ])
  return <>{filled(say.t(sentence.key, Object.fromEntries(places)), figures)}</>
}

/** A sentence with elements in its placeholders. */
function filled(sentence: string, places: Record<string, ReactNode>): ReactNode[] {
  return sentence.split(/(\{\w+\})/).map(part => places[part.slice(1, -1)] ?? part)
}
