import type { Say } from '@/app/_i18n/messages'
import type { PreviewPage } from '@/lib/import/preview/preview.queries'
import { spokenCodes } from '@/lib/spreadsheet/preview.rules'

/** The wordings that are understood, with what they mean here and how often they stand. */
export function KnownWords({ say, words }: { say: Say; words: PreviewPage['known'] }) {
  const { t } = say
  if (words.length === 0) return null
  return (
    <ul className="pre-list mb-3">
      {words.map(({ state, reason, texts, count, isRemembered }) => (
        <li key={`${state} ${reason}`} className="pre-word">
          <span className="pre-word-from">
            {texts[0]?.text || t('importPreview.words.blank')}
            <span className="ml-2 desk:hidden font-normal text-ink-3" aria-hidden="true">
              →
            </span>
            <span className="ml-2 desk:hidden font-normal">{meaningOf(say, state, reason)}</span>
          </span>
          <span className="desk:block hidden text-center text-ink-3" aria-hidden="true">
            →
          </span>
          <span className="pre-pick pre-pick-known desk:flex hidden items-center">
            {meaningOf(say, state, reason)}
          </span>
          <span className="pre-word-count">{t('importPreview.words.places', { count })}</span>
          <span className="pre-word-wide text-ink-3 text-sm">
            {texts.length > 1 &&
              t('importPreview.words.others', {
                words: texts
                  .slice(1, 6)
                  .map(each => `“${each.text}” ${each.count}`)
                  .join('、'),
              })}
            {state === null && t('importPreview.words.emptyCells')}
          </span>
          <span className="pre-word-wide text-ink-3 text-sm">
            {t(
              state === null
                ? 'importPreview.words.byDefault'
                : isRemembered
                  ? 'importPreview.words.kept'
                  : 'importPreview.words.literal',
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function meaningOf(say: Say, state: string | null, reason: string | null): string {
  if (state === null) return say.t('importPreview.words.notRecorded')
  return [spokenCodes(say, state), reason && say.t('importPreview.words.reason', { reason })]
    .filter(Boolean)
    .join('')
}
