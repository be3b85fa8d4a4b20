import type { Say } from '@/app/_i18n/messages'
import { dateWords, stampWords } from '@/app/_ui/day-words'
import { reasonWords } from '@/app/_ui/reason-words'
import type { AuditRow } from '@/lib/access/audit.sql'
import {
  type ActivityStatus,
  besideFields,
  changedFields,
  type ToldField,
} from '@/lib/activity/activity.rules'
import type { AttachmentKind } from '@/lib/activity/attachments/attachment.rules'
import type { Day } from '@/lib/core/time'

type Props = { say: Say; entries: AuditRow[]; today: Day }

/** Who did what and when, newest first; with the reason if one was given. */
export function History({ say, entries, today }: Props) {
  if (entries.length === 0) return null
  return (
    <section className="card">
      <h2 className="mb-2">{say.t('activity.history.title')}</h2>
      <ol>
        {inRuns(entries).map(entry => (
          <li key={entry.id} className="border-line border-b py-1.5 last:border-0">
            {doneWords(say, entry, today)}
            <span className="block text-ink-3 text-sm">
              {entry.actor ?? say.t('audit.log.cleared')} · {stampWords(say, entry.at, today)}
              {reasonWords(say, entry)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const regroupings = ['audience', 'split', 'splitOff', 'merge', 'mergeInto'] as const

type Run = AuditRow & { run: number }

// Actions repeated within minutes: shown as one line with the final value.
const repeated = ['stall.count', 'evidence.add']

/** Newest first; consecutive repetitions by one person are merged into one entry. */
function inRuns(entries: AuditRow[]): Run[] {
  const runs: Run[] = []
  for (const entry of [...entries].reverse()) {
    const last = runs.at(-1)
    const kindOf = ({ after }: AuditRow) => ((after ?? {}) as { kind?: string }).kind
    if (
      last &&
      repeated.includes(entry.action) &&
      last.action === entry.action &&
      last.actor === entry.actor &&
      kindOf(last) === kindOf(entry)
    )
      last.run++
    else runs.push({ ...entry, run: 1 })
  }
  return runs
}

type State = Record<string, unknown> & { status?: ActivityStatus; day?: Day }

function doneWords(say: Say, { action, before, after, run }: Run, today: Day): string {
  const { t } = say
  if (action === 'stall.count') {
    const { heads, consultations } = after as { heads: number | null; consultations: number | null }
    return t('counter.history.counted', { heads: heads ?? 0, consultations: consultations ?? 0 })
  }
  if (action === 'unitHeads.set') {
    const { unit, heads } = after as { unit?: string; heads: number | null }
    return t('attachment.history.unitHeads', { unit: unit ?? t('audit.log.cleared'), heads: heads ?? 0 })
  }
  if (action === 'evidence.add' || action === 'evidence.remove') {
    const { kind } = (after ?? before) as { kind: AttachmentKind }
    const what = t(`attachment.kind.${kind}`)
    return t(action === 'evidence.add' ? 'attachment.history.added' : 'attachment.history.removed', {
      what,
      count: run,
    })
  }
  if (action === 'activity.create') return t('activity.history.created')
  if (action === 'activity.splitOff') return t('group.history.splitOff')
  if (action === 'attendance.markRest') return t('activity.history.rest', { count: people(after) })
  if (action === 'attendance.order') return t('activity.history.order')
  if (action === 'attendance.undoRest') return t('activity.history.restUndone', { count: people(after) })
  if (action === 'attendance.markByNumbers')
    return t('activity.history.byNumbers', { count: Array.isArray(after) ? after.length : 0 })
  if (action === 'attendance.presence')
    return t('meetingLog.history.imported', { count: Array.isArray(after) ? after.length : 0 })
  const [was, is] = [(before ?? {}) as State, (after ?? {}) as State]
  const changes: string[] = []
  if (was.status !== is.status && is.status)
    changes.push(
      was.status === 'closed' ? t('activity.history.reopened') : t(`activity.history.${is.status}`),
    )
  for (const field of changedFields(was, is)) changes.push(fieldWords(say, field, was, is, today))
  for (const field of besideFields) {
    const [from, to] = [listWords(say, was[field]), listWords(say, is[field])]
    if (from !== to)
      changes.push(t('activity.history.list', { field: t(`activity.form.${field}`), from, to }))
  }
  const act = regroupings.find(each => `activity.${each}` === action)
  if (act) {
    const own = t(`group.history.${act}`)
    const beside = changes.filter(each => !impliedBy(say).includes(each))
    return beside.length > 0 ? t('group.history.with', { act: own, changes: beside.join('；') }) : own
  }
  return changes.length > 0 ? changes.join('；') : t('activity.history.changed')
}

/** Changes that the action implies, which are left out: moving people changes the audience, a merge cancels. */
function impliedBy(say: Say): string[] {
  return [
    say.t('activity.history.field', { field: say.t('activity.history.fields.audienceId') }),
    say.t('activity.history.cancelled'),
  ]
}

function fieldWords(say: Say, field: ToldField, was: State, is: State, today: Day): string {
  if (field === 'day' && was.day && is.day)
    return say.t('activity.history.moved', {
      from: dateWords(say, was.day, today),
      to: dateWords(say, is.day, today),
    })
  return say.t('activity.history.field', { field: say.t(`activity.history.fields.${field}`) })
}

function listWords(say: Say, list: unknown): string {
  return (Array.isArray(list) && list.join('、')) || say.t('common.form.emptyValue')
}

function people(after: unknown): number {
  return ((after ?? {}) as { personIds?: number[] }).personIds?.length ?? 0
}
