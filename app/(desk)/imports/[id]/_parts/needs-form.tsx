import { TextField, Tick } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'
import type { Draft } from '@/lib/import/import.queries'
import type { Fault } from '@/lib/spreadsheet/importer.rules'

type Props = { say: Say; draft: Draft; faults: Fault[]; unit: string }

/** The reason that a confirmed roll or a locked year asks for, and whether the sheet overwrites what stands. */
export function NeedsForm({ say, draft, faults, unit }: Props) {
  const { t } = say
  const { reason, replace } = draft.options
  const rowsOf = (isOne: (fault: Fault) => boolean) =>
    new Set(faults.filter(isOne).map(each => each.row)).size
  const reasons = rowsOf(each => /NeedsReason$/.test(each.reason))
  const differing = rowsOf(each => /Differs$/.test(each.reason))
  const asksReason = reasons > 0 || reason !== undefined
  const asksReplace = differing > 0 || replace === true
  if (!asksReason && !asksReplace) return null
  return (
    <div className="mt-5 max-w-2xl">
      <input type="hidden" name="needs" value="on" />
      {asksReplace && (
        <Tick
          name="needReplace"
          label={
            differing > 0
              ? t('importPreview.after.replace', { count: differing, unit })
              : t('importPreview.after.replaceKept')
          }
          value={replace}
        />
      )}
      {asksReason && (
        <TextField
          name="needReason"
          label={
            reasons > 0
              ? t('importPreview.after.reason', { count: reasons, unit })
              : t('importPreview.after.reasonKept')
          }
          hint={t('importPreview.after.reasonHint')}
          value={reason}
        />
      )}
      <button type="submit" className="btn">
        {t('importPreview.after.save')}
      </button>
    </div>
  )
}
