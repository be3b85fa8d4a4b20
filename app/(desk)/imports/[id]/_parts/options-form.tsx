import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Draft } from '@/lib/import/import.queries'
import { OptionFields } from '../../_parts/option-fields'
import { saveOptions } from '../../actions'

type Props = {
  say: Say
  draft: Draft
  names: { units: string[]; subjects: string[] }
  /** Rows that do not name their exam or study. */
  unnamed: number
}

/** What is said beside the sheet: its year, its study or exam, from which day people count. */
export function OptionsForm({ say, draft, names, unnamed }: Props) {
  if (draft.kind === 'units') return null
  return (
    <details className="mt-1" open={unnamed > 0}>
      <summary className="min-h-11 py-2 text-indigo">{say.t('importPreview.options.title')}</summary>
      <Form action={saveOptions} className="card max-w-2xl">
        {unnamed > 0 && (
          <p className="mb-3 font-semibold text-ochre">
            {say.t(
              draft.kind === 'results'
                ? 'importPreview.options.whichExam'
                : 'importPreview.options.whichStudy',
              { count: unnamed },
            )}
          </p>
        )}
        <input type="hidden" name="draftId" value={draft.id} />
        <OptionFields say={say} kind={draft.kind} options={draft.options} names={names} />
        <button type="submit" className="btn">
          {say.t('importPreview.options.save')}
        </button>
      </Form>
    </details>
  )
}
