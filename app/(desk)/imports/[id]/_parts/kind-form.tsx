import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Draft } from '@/lib/import/import.queries'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { saveKind } from '../../actions'
import { KeptChoice } from './kept-choice'

/** The kind by which the file is read; open to be confirmed where it was recognised and not chosen. */
export function KindForm({ say, draft, kinds }: { say: Say; draft: Draft; kinds: ImportKind[] }) {
  const { t } = say
  const kind = t(`import.kind.${draft.kind}`)
  return (
    <details className="mb-3" open={draft.isKindGuessed}>
      <summary className="min-h-11 py-2 text-ink-2">
        {draft.kindsOpen
          ? t('importPreview.kind.open', {
              kinds: draft.kindsOpen.map(each => t(`import.kind.${each.kind}`)).join('、'),
            })
          : t(draft.isKindGuessed ? 'importPreview.kind.guessed' : 'importPreview.kind.asked', { kind })}
      </summary>
      <Form action={saveKind} className="flex flex-wrap items-center gap-2">
        <input type="hidden" name="draftId" value={draft.id} />
        <KeptChoice
          name="kind"
          label={t('importPreview.kind.label')}
          value={draft.kind}
          look={`pre-pick w-56 max-w-full ${draft.isKindGuessed ? 'pre-pick-guess' : 'pre-pick-said'}`}
          choices={kinds.map(each => ({ value: each, label: t(`import.kind.${each}`) }))}
        />
        <button type="submit" className="btn">
          {t(draft.kindsOpen ? 'importPreview.kind.settle' : 'importPreview.kind.change')}
        </button>
      </Form>
    </details>
  )
}
