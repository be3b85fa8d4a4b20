import type { ReactNode } from 'react'
import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { doubtIn } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import type { OfReport, ReportDocument } from '@/lib/statistics/report/draft.queries'
import { codeNamed, markOf, type Piece, sentencesIn } from '@/lib/statistics/report/mark.rules'
import { type Paragraph, pointNumber, writtenPoints } from '@/lib/statistics/report/template.rules'
import { reportAddress } from '../../_parts/report-address'
import { leaveReportParagraph } from '../../actions'

type Props = { say: Say; of: OfReport; report: ReportDocument; edited?: string; opened?: string }

const looks: Record<Paragraph['kind'], string> = {
  title: 'mb-5 text-center font-semibold text-2xl leading-snug',
  addressee: '',
  part: 'mt-4 font-sans font-semibold text-lg',
  heading: 'mt-2 font-semibold text-lg',
  text: 'indent-[2em]',
  point: 'indent-[2em]',
  annex: 'mt-6 indent-[2em]',
  signature: 'mt-6 text-right',
  date: 'text-right',
}

/** The report in the form in which an office sends it; each figure is a link that shows its rows beside the text. */
export function Document({ say, of, report, edited, opened }: Props) {
  const points = writtenPoints(report.paragraphs, report.values)
  return (
    <article
      lang="zh-CN"
      className="border border-line bg-sheet desk:px-16 px-5 desk:py-12 py-8 font-song desk:text-lg text-[17px] leading-loose print:border-0 print:p-0"
    >
      {report.paragraphs.map(paragraph => (
        <Block
          key={paragraph.key}
          {...{ say, of, report, paragraph, opened }}
          isEdited={paragraph.key === edited}
          point={points.get(paragraph.key)}
        />
      ))}
    </article>
  )
}

type BlockProps = Omit<Props, 'edited'> & { paragraph: Paragraph; isEdited: boolean; point?: number }

function Block({ say, of, report, paragraph, isEdited, point, opened }: BlockProps) {
  const { t } = say
  const { kind, key, text, isLeft } = paragraph
  const Tag = kind === 'title' ? 'h2' : kind === 'part' || kind === 'heading' ? 'h3' : 'p'
  const said = sentencesIn(text, report.values)
  const left = said.map((each, at) => ({ ...each, at })).filter(each => each.isLeftOut)
  const written = said.filter(each => !each.isLeftOut)
  const isWritten = !isLeft && written.length > 0
  const tools = report.canEdit && (
    <Tools
      {...{ say, of, report, paragraph }}
      hasLeave={kind === 'point' || kind === 'text' || kind === 'annex'}
    />
  )
  return (
    <div
      id={key}
      className={`relative scroll-mt-4 ${isEdited ? '-mx-3 bg-indigo-wash px-3' : ''} ${isWritten ? '' : 'print:hidden'}`}
    >
      {tools}
      {isWritten && (
        <Tag className={looks[kind]}>
          {point !== undefined && pointNumber(point)}
          {written.map((sentence, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences are never reordered in place
            <Said key={at} {...{ say, of, report, opened }} pieces={sentence.pieces} />
          ))}
        </Tag>
      )}
      {isLeft && (
        <LeftOut>{t('report.draft.setAside', { text: shortOf(said.flatMap(each => each.pieces)) })}</LeftOut>
      )}
      {!isLeft &&
        left.map(({ pieces, at }) => (
          <LeftOut key={at}>
            {t('report.draft.leftOut', { text: shortOf(pieces) })}{' '}
            {report.canEdit && !report.isKept && (
              <Link
                href={`${reportAddress(of, '', { edit: key, keep: at + 1 })}#edit`}
                className="inline-flex min-h-11 items-center px-1"
              >
                {t('report.draft.keep')}
              </Link>
            )}
          </LeftOut>
        ))}
    </div>
  )
}

function LeftOut({ children }: { children: ReactNode }) {
  return <p className="my-1 pl-4 font-sans text-ink-3 text-sm leading-normal print:hidden">{children}</p>
}

const shortOf = (pieces: Piece[]) => {
  const text = pieces.map(each => each.text || `〔${each.mark}〕`).join('')
  return text.length > 48 ? `${text.slice(0, 47)}…` : text
}

function Said({
  say,
  of,
  report,
  opened,
  pieces,
}: Omit<BlockProps, 'paragraph' | 'isEdited' | 'point'> & { pieces: Piece[] }) {
  return pieces.map((piece, at) => {
    const key = `${at} ${piece.mark ?? ''}`
    if (piece.mark === undefined) return <span key={key}>{piece.text}</span>
    const value = report.values[piece.mark]
    if (!value)
      return (
        <span key={key} className="bg-cinnabar-wash text-cinnabar">
          {piece.text}
        </span>
      )
    const isFigure = codeNamed.has(markOf(piece.mark).name)
    // What stands in every line says no number, and in a damaged database no other doubt than the figures.
    if (!isFigure) return <span key={key}>{piece.text}</span>
    const before = report.before?.figures[piece.mark]
    const isChanged = before !== undefined && before.exact !== value.exact
    return (
      <Link
        key={key}
        href={`${reportAddress(of, '', { open: piece.mark })}#rows`}
        scroll={false}
        title={isChanged ? say.t('report.draft.was', { text: before.exact }) : value.exact}
        aria-current={piece.mark === opened ? 'true' : undefined}
        className={`whitespace-nowrap rounded-sm px-0.5 font-bold underline decoration-dotted underline-offset-4 aria-[current]:bg-indigo-wash ${isChanged ? 'bg-ochre-wash text-ochre' : 'text-indigo'}`}
      >
        {piece.text}
        {doubtIn(say, value.isSound)}
      </Link>
    )
  })
}

function Tools({
  say,
  of,
  report,
  paragraph,
  hasLeave,
}: Omit<BlockProps, 'isEdited' | 'point'> & { hasLeave: boolean }) {
  const { t } = say
  const { unitId, from, to } = report.filter
  const { key, isLeft, kind } = paragraph
  const fields = { unitId, from, to, key, isLeft: isLeft ? '' : '1', version: report.version ?? '' }
  return (
    <div className="desk:absolute desk:top-0 desk:-right-16 float-right flex desk:w-16 whitespace-nowrap font-sans text-sm leading-normal print:hidden">
      <Link
        href={`${reportAddress(of, '', { edit: key })}#edit`}
        className="inline-flex desk:min-h-9 min-h-11 items-center px-1"
        aria-label={t('report.draft.editOf', { text: shortOf([{ text: paragraph.text }]) })}
      >
        {t('report.draft.edit')}
      </Link>
      {(isLeft || (hasLeave && kind === 'point')) && (
        <ButtonForm
          action={leaveReportParagraph}
          fields={fields}
          className="inline"
          look="inline-flex desk:min-h-9 min-h-11 items-center px-1 text-indigo underline"
          label={t(isLeft ? 'report.draft.takeOf' : 'report.draft.leaveOf', {
            text: shortOf([{ text: paragraph.text }]),
          })}
        >
          {t(isLeft ? 'report.draft.take' : 'report.draft.leave')}
        </ButtonForm>
      )}
    </div>
  )
}
