import type { ReactNode } from 'react'
import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { TableCard } from '@/app/_ui/table'
import type { Judged, MeetingLogDraft } from '@/lib/attendance/meeting-log/meeting-log.queries'
import { saveDecision, saveRowAside } from '../../actions'
import { EntryTable } from './entries'
import { meetingLogWords } from './open-lines'

type Props = { say: Say; draft: MeetingLogDraft; judged: Judged }

/** Lines that need no decision, collapsed: too short, unchanged, left out, only on the list, not read. */
export function Rest({ say, draft, judged }: Props) {
  const { t } = say
  const { plan, read } = judged
  const of = (outcome: string) => plan.entries.filter(each => each.outcome === outcome)
  const [short, unchanged] = [of('short'), of('unchanged')]
  const unread = [
    ...read.neverIn.map(({ row, name }) => ({ row, text: `${name} ${t('meetingLog.unread.neverIn')}` })),
    ...read.leftOut
      .filter(each => each.why !== 'blank')
      .map(({ row, why, text }) => ({ row, text: `${t(`import.leftOut.${why}`)} ${text}` })),
  ].sort((a, b) => a.row - b.row)
  return (
    <>
      <Fold title={t('meetingLog.short.title', { count: short.length })} count={short.length}>
        <TableCard label={t('meetingLog.short.title', { count: short.length })}>
          <EntryTable say={say} entries={short} />
        </TableCard>
      </Fold>
      <Fold title={t('meetingLog.missing.title', { count: plan.missing.length })} count={plan.missing.length}>
        <p className="mb-1 text-ink-3 text-sm">{t('meetingLog.missing.lead')}</p>
        <p className="card">{plan.missing.map(each => each.name).join('、')}</p>
      </Fold>
      <Aside say={say} draft={draft} judged={judged} />
      <Fold title={t('meetingLog.unchanged.title', { count: unchanged.length })} count={unchanged.length}>
        <TableCard label={t('meetingLog.unchanged.title', { count: unchanged.length })}>
          <EntryTable say={say} entries={unchanged} />
        </TableCard>
      </Fold>
      <Fold title={t('meetingLog.unread.title', { count: unread.length })} count={unread.length}>
        <ul className="card px-5 py-1 text-sm">
          {unread.map(each => (
            <li key={each.row} className="border-line border-t py-2 first:border-t-0">
              <span className="mr-3 text-ink-3">{each.row}</span>
              {each.text}
            </li>
          ))}
        </ul>
      </Fold>
      {read.unknownHeads.length > 0 && (
        <p className="mb-4 text-ink-2 text-sm">
          {t('meetingLog.unread.columns', { heads: read.unknownHeads.join('、') })}
        </p>
      )}
    </>
  )
}

/** Lines and rows that are left out; each can be included again. */
function Aside({ say, draft, judged: { plan } }: Props) {
  const { t } = say
  const count = plan.aside.length + draft.aside.length
  return (
    <Fold title={t('meetingLog.aside.title', { count })} count={count}>
      <ul className="card px-5 py-1">
        {plan.aside.map(each => (
          <li
            key={each.key}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-2 first:border-t-0"
          >
            <b className="font-semibold">{each.named.name || each.named.staffNo}</b>
            <span className="min-w-0 flex-1 text-ink-3 text-sm">
              {t(`meetingLog.aside.${each.as}`)} · {meetingLogWords(say, each.presence)}
            </span>
            <ButtonForm
              action={saveDecision}
              fields={{ draftId: draft.id, key: each.key }}
              look="btn btn-plain"
              press={{ name: 'do', value: 'undo' }}
            >
              {t('meetingLog.aside.back')}
            </ButtonForm>
          </li>
        ))}
        {draft.aside.map(row => (
          <li
            key={row}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-2 first:border-t-0"
          >
            <span className="min-w-0 flex-1">{t('meetingLog.aside.row', { row })}</span>
            <ButtonForm
              action={saveRowAside}
              fields={{ draftId: draft.id, row }}
              look="btn btn-plain"
              press={{ name: 'back', value: 'on' }}
            >
              {t('meetingLog.aside.back')}
            </ButtonForm>
          </li>
        ))}
      </ul>
    </Fold>
  )
}

function Fold({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null
  return (
    <details className="mb-3">
      <summary className="min-h-11 py-2 font-semibold">{title}</summary>
      {children}
    </details>
  )
}
