import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import type { Day } from '@/lib/core/time'
import type { PlanItem, PlanOccurrence } from '@/lib/plan/plan.queries'
import { fullDay, spanWords } from '../../../../_parts/day-words'
import { StateMark, stateWord } from '../../../../_parts/state-mark'
import { recordDone } from '../../../../actions'

type Props = {
  say: Say
  /** Whether the viewer organises the unit responsible for it. */
  mayRecord: boolean
  item: PlanItem
  today: Day
}

/** Records that a work point without activities was carried out: the day and the evidence, once for each time it falls due. */
export function DoneForm({ say, mayRecord, item, today }: Props) {
  const { t } = say
  const isOften = item.occurrences.length > 1
  if (!mayRecord && ![item, ...item.occurrences].some(each => each.doneOn)) return null
  return (
    <section className="card">
      <h2 className="mb-2">{t('plan.item.doneTitle')}</h2>
      {mayRecord && (
        <p className="mb-3 text-ink-3">{t(isOften ? 'plan.item.doneHintTimes' : 'plan.item.doneHint')}</p>
      )}
      {isOften ? (
        <ul className="divide-y divide-line">
          {item.occurrences
            .filter(each => each.fromDay <= today || each.doneOn !== null)
            .map(each => (
              <li key={each.id}>
                <Time say={say} mayRecord={mayRecord} item={item} time={each} />
              </li>
            ))}
        </ul>
      ) : (
        <>
          <Line say={say} of={item} />
          {mayRecord && <Fields say={say} item={item} of={item} />}
        </>
      )}
    </section>
  )
}

function Time({ say, mayRecord, item, time }: Omit<Props, 'today'> & { time: PlanOccurrence }) {
  const number =
    time.number > 1 || item.occurrences.some(each => each.number > 1)
      ? say.t('plan.date.of', { number: time.number })
      : ''
  const span = `${spanWords(say, time)} ${number}`.trim()
  const head = (
    <>
      <span className="desk:w-40">{span}</span>
      <StateMark state={time.state}>{stateWord(say, time.state, 'workPoints')}</StateMark>
    </>
  )
  if (!mayRecord)
    return (
      <div className="flex flex-wrap items-center gap-x-4 py-2">
        {head}
        <Line say={say} of={time} />
      </div>
    )
  return (
    <details>
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-4">
        {head} <span aria-hidden="true">▾</span>
      </summary>
      <Line say={say} of={time} />
      <Fields say={say} item={item} of={time} occurrenceId={time.id} />
    </details>
  )
}

type Noted = Pick<PlanItem, 'doneOn' | 'doneNote'>

function Line({ say, of }: { say: Say; of: Noted }) {
  if (!of.doneOn) return null
  return (
    <p className="mb-3">
      {say.t('plan.item.doneLine', { day: fullDay(say, of.doneOn), note: of.doneNote ?? '' })}
    </p>
  )
}

type FieldsProps = { say: Say; item: PlanItem; of: Noted; occurrenceId?: number }

function Fields({ say, item, of, occurrenceId }: FieldsProps) {
  const { t } = say
  const labels = { doneOn: t('plan.item.doneOn'), doneNote: t('plan.item.doneNote') }
  return (
    <Form edits action={recordDone} labels={labels}>
      <input type="hidden" name="itemId" value={item.id} />
      {occurrenceId !== undefined && <input type="hidden" name="occurrenceId" value={occurrenceId} />}
      <Seen value={item.version} />
      <TextField name="doneOn" type="date" label={labels.doneOn} value={of.doneOn} />
      <TextField name="doneNote" label={labels.doneNote} value={of.doneNote} />
      <SaveButton look="btn">{t('plan.item.doneSave')}</SaveButton>
    </Form>
  )
}
