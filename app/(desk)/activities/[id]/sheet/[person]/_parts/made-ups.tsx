import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { dateWords, stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag, type Tone } from '@/app/_ui/tag'
import { StudyDecision } from '@/app/(desk)/makeups/_parts/study-form'
import { settle } from '@/app/(desk)/makeups/actions'
import type { DebtRow, MadeRow } from '@/lib/attendance/makeup/makeup.queries'
import type { MakeUpState } from '@/lib/attendance/makeup/makeup.rules'
import type { Day } from '@/lib/core/time'
import { saveMakeUp } from '../actions'
import { type Props, Which } from './forms'

/** What could settle the make-up now: a self-study awaiting approval, or a later activity on the same topic. */
export function DebtCard({ say, debt, today }: { say: Say; debt: DebtRow; today: Day }) {
  const { t } = say
  const { study, proposal } = debt
  if (study?.state !== 'asked' && !proposal) return null
  return (
    <section className="card border-pine">
      {study?.state === 'asked' && (
        <>
          <h2>{t('makeup.list.studies')}</h2>
          <p className="mt-1 break-words font-semibold">
            {t('makeup.list.studyOf', { day: dateWords(say, study.day, today), material: study.material })}
          </p>
          <p className="mb-3 whitespace-pre-line break-words">{study.note}</p>
          <StudyDecision say={say} makeUpId={study.id} name={debt.name} />
        </>
      )}
      {proposal && (
        <Form id="proposal" action={settle}>
          <p className="mb-2">
            {t('makeup.list.proposal', {
              day: dateWords(say, proposal.day, today),
              title: proposal.title,
              topics: proposal.topics,
            })}
          </p>
          <button
            type="submit"
            name="confirm"
            value={`${debt.activityId}/${debt.personId}/${proposal.id}`}
            className="btn btn-main"
          >
            {t('makeup.list.confirm')}
          </button>
        </Form>
      )}
    </section>
  )
}

const tones: Record<MakeUpState, Tone> = {
  asked: 'soon',
  approved: 'done',
  refused: 'owed',
  withdrawn: 'quiet',
}

/** Every make-up of the row and its way; one recorded by mistake can be undone with a reason. */
export function MadeUps({
  say,
  row,
  activityId,
  madeUps,
  today,
}: Props & { madeUps: MadeRow[]; today: Day }) {
  const { t, term } = say
  return (
    <section className="card" aria-labelledby="made-ups">
      <h2 id="made-ups">{t('makeup.row.title')}</h2>
      <ul>
        {madeUps.map(each => (
          <li key={each.id} className="border-line border-b py-2 last:border-0">
            <p className="flex flex-wrap items-center gap-2">
              <Tag tone={tones[each.state]}>{term(`makeUpState.${each.state}`)}</Tag>
              {t('makeup.row.way', {
                way: term(`makeUpWay.${each.way}`),
                day: dateWords(say, each.day, today),
              })}
              {each.byActivityId !== null && (
                <Link href={`/activities/${each.byActivityId}`}>
                  {t('makeup.row.by', { title: each.byTitle ?? '' })}
                </Link>
              )}
            </p>
            <p className="break-words text-ink-2">
              {[each.material, each.note, each.decisionNote].filter(Boolean).join(' · ')}
            </p>
            {each.decidedAt !== null && (
              <p className="text-ink-3 text-sm">
                {t('leave.row.decided', {
                  who: each.decidedBy ?? '',
                  time: stampWords(say, each.decidedAt, today),
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
      {row.madeUpOn !== null && (
        <details className="mt-2">
          <summary className="flex min-h-11 items-center text-indigo">{t('makeup.row.undo')}</summary>
          <Form id="undo" action={saveMakeUp} labels={{ reason: t('makeup.row.undoReason') }}>
            <Which row={row} activityId={activityId} />
            <TextField name="reason" label={t('makeup.row.undoReason')} />
            <button type="submit" name="intent" value="undo" className="btn">
              {t('makeup.row.undo')}
            </button>
          </Form>
        </details>
      )}
    </section>
  )
}
