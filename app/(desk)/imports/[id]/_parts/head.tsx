import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Preview } from '@/lib/import/preview/preview.queries'

type Props = {
  say: Say
  preview: Preview
  open: number
  cross: { meetings: number } | null
  /** Columns whose meaning is only proposed, in words. */
  guessed: string[]
}

/** The file's name and one sentence with figures: what was read, what can be written, what is asked. */
export function Head({ say, preview: { draft, judgement }, open, cross, guessed }: Props) {
  const { t } = say
  return (
    <div className="mb-4">
      <p className="text-ink-3 text-sm">
        <Link href="/imports" className="inline-flex desk:min-h-0 min-h-11 items-center">
          {t('import.list.title')}
        </Link>
        {` · ${t(`import.kind.${draft.kind}`)}`}
      </p>
      <h1 className="break-words font-sans!">{draft.fileName}</h1>
      <Sentence say={say} judgement={judgement} open={open} cross={cross} guessed={guessed} />
    </div>
  )
}

type SentenceProps = { say: Say; judgement: Preview['judgement']; open: number } & Pick<
  Props,
  'cross' | 'guessed'
>

function Sentence({ say: { t }, judgement, open, cross, guessed }: SentenceProps) {
  const { reading } = judgement
  if (!judgement.ok) {
    const heads = judgement.missing.join('、')
    return (
      <p className="font-semibold text-ochre">
        {reading.sheets.some(each => each.isRead && each.isTurned)
          ? t('import.refused.turned')
          : guessed.length > 0
            ? t('importPreview.head.guessed', { count: guessed.length, heads: guessed.join('、') })
            : t('importPreview.head.missing', { heads })}
      </p>
    )
  }
  const { counts } = judgement
  const count = reading.rows.length
  const writes = counts.new + counts.changed
  const unit = t(cross ? 'importPreview.unit.cells' : 'importPreview.unit.rows')
  if (open === 0 && writes === 0 && counts.unchanged > 0 && counts.faulty + counts.doubtful === 0)
    return <p>{t('importPreview.head.same')}</p>
  const left = counts.faulty + counts.doubtful
  return (
    <p>
      <span className="pre-phrase">
        {cross
          ? t('importPreview.head.cells', {
              people: Math.round(count / cross.meetings),
              meetings: cross.meetings,
              count,
            })
          : t('importPreview.head.rows', { count })}
      </span>
      <span className="pre-phrase">
        {writes > 0
          ? t('importPreview.head.writes', { count: writes, unit })
          : t('importPreview.head.nothing')}
      </span>
      {open > 0 ? (
        <b className="pre-phrase text-ochre">{t('importPreview.head.open', { count: open })}</b>
      ) : left > 0 ? (
        <b className="pre-phrase text-ochre">{t('importPreview.head.faults', { count: left })}</b>
      ) : (
        <span className="pre-phrase">{t('importPreview.head.settled')}</span>
      )}
    </p>
  )
}
