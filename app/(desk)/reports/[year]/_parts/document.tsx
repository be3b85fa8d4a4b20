import type { ReactNode } from 'react'
import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { doubtIn } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import type { OfReport, ReportDocument } from '@/lib/statistics/report/draft.queries'
import {
  codeNamed,
  type MarkValue,
  markOf,
  type Piece,
  type SaidSentence,
  sentencesIn,
} from '@/lib/statistics/report/mark.rules'
import { openingsOf, type Paragraph, withoutNumber } from '@/lib/statistics/report/template.rules'
import { reportAddress } from '../../_parts/report-address'
import { leaveReportParagraph } from '../../actions'

type Props = { say: Say; of: OfReport; report: ReportDocument; edited?: string; opened?: string }

const looks: Record<Paragraph['kind'], string> = {
  title: 'report-title mb-5 text-center font-semibold text-2xl leading-snug',
  addressee: '',
  part: 'report-part mt-4 font-sans font-semibold text-lg',
  heading: 'report-heading mt-2 font-semibold text-lg',
  text: 'indent-[2em]',
  point: 'indent-[2em]',
  annex: 'mt-6 indent-[2em]',
  signature: 'mt-6 text-right',
  date: 'text-right',
}

/** The report in the form in which an office sends it; each figure is a link that shows its rows beside the text. */
export function Document({ say, of, report, edited, opened }: Props) {
  const openings = openingsOf(report.paragraphs, report.values)
  return (
    <article
      lang="zh-CN"
      className="report-paper border border-line bg-sheet desk:px-16 px-5 desk:py-12 py-8 font-song desk:text-lg text-[17px] leading-loose print:border-0 print:p-0"
    >
      {report.paragraphs.map(paragraph => (
        <Block
          key={paragraph.key}
          {...{ say, of, report, paragraph, opened }}
          isEdited={paragraph.key === edited}
          opening={openings.get(paragraph.key)}
        />
      ))}
    </article>
  )
}

type BlockProps = Omit<Props, 'edited'> & {
  paragraph: Paragraph
  isEdited: boolean
  /** What stands before its text; none where it is not printed. */
  opening?: string
}

function Block({ say, of, report, paragraph, isEdited, opening, opened }: BlockProps) {
  const { t } = say
  const { kind, key, text, isLeft } = paragraph
  const Tag = kind === 'title' ? 'h2' : kind === 'part' || kind === 'heading' ? 'h3' : 'p'
  const said = sentencesIn(text, report.values)
  const left = said.map((each, at) => ({ ...each, at })).filter(each => each.isLeftOut)
  const written = said.filter(each => !each.isLeftOut)
  const isPrinted = opening !== undefined
  const printed = kind === 'heading' && opening ? withoutNumbers(written) : written
  const changed = isPrinted ? changedIn(report, written) : []
  const tools = report.canEdit && (
    <Tools {...{ say, of, report, paragraph }} hasLeave={kind === 'point' || text.includes('××')} />
  )
  return (
    <div
      id={key}
      className={`relative scroll-mt-4 ${isEdited ? '-mx-3 bg-indigo-wash px-3' : ''} ${isPrinted ? '' : 'print:hidden'}`}
    >
      {tools}
      {isPrinted && (
        <Tag className={looks[kind]}>
          {opening}
          {printed.map((sentence, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences are never reordered in place
            <Said key={at} {...{ say, of, report, opened }} pieces={sentence.pieces} />
          ))}
        </Tag>
      )}
      {changed.map(({ mark, before, after }) => (
        <p key={mark} className="my-1 pl-4 font-sans text-ochre text-sm leading-normal print:hidden">
          {t('report.draft.changed', { number: report.before?.number ?? 0, mark, before, after })}
        </p>
      ))}
      {!isPrinted && !isLeft && written.length > 0 && (
        <LeftOut>
          {t('report.draft.nothingUnder', { text: shortOf(written.flatMap(each => each.pieces)) })}
        </LeftOut>
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

/** The number of a heading stands at the beginning of its first piece. */
function withoutNumbers(written: SaidSentence[]): SaidSentence[] {
  return written.map(({ pieces, ...sentence }, at) => ({
    ...sentence,
    pieces: pieces.map((piece, n) => (at + n === 0 ? { ...piece, text: withoutNumber(piece.text) } : piece)),
  }))
}

/** The figures of these sentences whose number is another one than in the draft before. */
function changedIn(report: ReportDocument, written: SaidSentence[]) {
  const marks = new Set(written.flatMap(each => each.pieces).flatMap(piece => piece.mark ?? []))
  return [...marks].flatMap(mark => {
    const [before, after] = [report.before?.figures[mark], report.values[mark]]
    return before && after && isChanged(before, after)
      ? [{ mark, before: before.exact, after: after.exact }]
      : []
  })
}

function isChanged(before: MarkValue | undefined, { code, exact }: MarkValue): before is MarkValue {
  return code !== null && before !== undefined && before.exact !== exact
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
}: Omit<BlockProps, 'paragraph' | 'isEdited' | 'opening'> & { pieces: Piece[] }) {
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
    return (
      <Link
        key={key}
        href={`${reportAddress(of, '', { open: piece.mark })}#rows`}
        scroll={false}
        title={value.exact}
        aria-current={piece.mark === opened ? 'true' : undefined}
        className={`report-figure whitespace-nowrap rounded-sm px-0.5 font-bold underline decoration-dotted underline-offset-4 aria-[current]:bg-indigo-wash ${isChanged(before, value) ? 'bg-ochre-wash text-ochre' : 'text-indigo'}`}
      >
        {piece.text}
        {value.corrected && (
          <span className="font-normal print:hidden">
            {say.t('common.figure.corrected', { text: value.corrected })}
          </span>
        )}
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
}: Omit<BlockProps, 'isEdited' | 'opening'> & { hasLeave: boolean }) {
  const { t } = say
  const { unitId, from, to } = report.filter
  const { key, isLeft } = paragraph
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
      {(isLeft || hasLeave) && (
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
