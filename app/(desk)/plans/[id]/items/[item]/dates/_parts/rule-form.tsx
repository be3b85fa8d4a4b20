import type { Say } from '@/app/_i18n/messages'

type Props = { say: Say; rule: string; swapped: boolean; isUnread: boolean }

/** A GET form: loads the page again with the days of another rule. */
export function RuleForm({ say: { t }, rule, swapped, isUnread }: Props) {
  return (
    <form className="card mb-6">
      <label htmlFor="rule" className="mb-1 block font-semibold">
        {t('scheduling.many.rule')}
      </label>
      <p id="rule-hint" className="mb-1 text-ink-3 text-sm">
        {t('scheduling.many.ruleHint')}
      </p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <input
          id="rule"
          name="rule"
          defaultValue={rule}
          maxLength={60}
          aria-describedby="rule-hint"
          className="field desk:max-w-80"
        />
        <label className="inline-flex min-h-11 items-center gap-2">
          <input type="checkbox" name="swapped" defaultChecked={swapped} className="h-5 w-5" />
          {t('scheduling.many.swapped')}
        </label>
        <button type="submit" className="btn">
          {t('scheduling.many.show')}
        </button>
      </div>
      {isUnread && (
        <p role="status" className="mt-3 text-ochre">
          {t('scheduling.many.ruleUnread', { words: rule })}
        </p>
      )}
    </form>
  )
}
