import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Draft } from '@/lib/import/import.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { OptionFields } from '../../_parts/option-fields'

type Props = {
  say: Say
  draft: Draft
  names: { units: string[]; subjects: string[]; fresh: { value: string; label: string }[] }
  /** Rows that do not name their exam or study. */
  unnamed: number
  /** Something beside has to be looked at. */
  isOpen: boolean
}

/** What is said beside the sheet: its year, its study or exam, from which day people count. */
export function OptionsForm({ say, draft, names, unnamed, isOpen }: Props) {
  if (draft.kind === 'units') return null
  return (
    <details id="options" className="mt-1" open={isOpen}>
      <summary className="min-h-11 py-2 text-indigo">{say.t('importPreview.options.title')}</summary>
      <div className="card max-w-2xl">
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
        {unnamed > 0 && names.subjects.length === 0 && (
          <p className="mb-3">
            <Link href={draft.kind === 'results' ? '/imports?kind=exams' : '/imports?kind=activities'}>
              {say.t(draft.kind === 'results' ? 'importPreview.first.noExam' : 'importPreview.first.noStudy')}
            </Link>
          </p>
        )}
        <input type="hidden" name="options" value="on" />
        {!draft.options.plan && <input type="hidden" name="first-plan" value={planKinds[0]} />}
        {!draft.options.unit && <input type="hidden" name="first-unit" value={names.units[0] ?? ''} />}
        <OptionFields say={say} kind={draft.kind} options={draft.options} names={names} />
        <button type="submit" className="btn">
          {say.t('importPreview.options.save')}
        </button>
      </div>
    </details>
  )
}
