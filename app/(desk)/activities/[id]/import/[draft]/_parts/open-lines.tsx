import { ButtonForm } from '@/app/_forms/button-form'
import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Someone } from '@/lib/attendance/meeting-log/match.rules'
import { type AttendedTime, minutesOf, stayWords } from '@/lib/attendance/meeting-log/meeting-log.rules'
import type { MeetingLogPreview, Open } from '@/lib/attendance/meeting-log/preview.rules'
import { saveDecision, skipTheRest } from '../../actions'

const SHOWN = 50

type Props = { say: Say; draftId: number; plan: MeetingLogPreview }

/** Lines whose person is uncertain: the reason, and every way to resolve it; plain forms. */
export function OpenLines({ say, draftId, plan }: Props) {
  const { t } = say
  const { open, missing } = plan
  if (open.length === 0) return null
  const offered = new Map(
    [...open.flatMap(each => each.candidates), ...missing].map(each => [each.personId, each]),
  )
  return (
    <section id="open" className="mb-6">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <div>
          <h2>{t('meetingLog.open.title', { count: open.length })}</h2>
          <p className="text-ink-3 text-sm">{t('meetingLog.open.lead')}</p>
        </div>
        <ButtonForm action={skipTheRest} fields={{ draftId }} look="btn">
          {t('meetingLog.open.skipAll', { count: open.length })}
        </ButtonForm>
      </div>
      <datalist id="people">
        {[...offered.values()].map(({ personId, staffNo, name, unitName }) => (
          <option key={personId} value={`${staffNo} ${name}`}>
            {unitName}
          </option>
        ))}
      </datalist>
      <ul className="card px-5 py-1">
        {open.slice(0, SHOWN).map(each => (
          <OpenLine key={each.key} say={say} draftId={draftId} open={each} />
        ))}
      </ul>
    </section>
  )
}

function OpenLine({ say, draftId, open }: { say: Say; draftId: number; open: Open }) {
  const { t } = say
  const { key, named, reason, candidates, rows, presence } = open
  const called = [named.name, named.staffNo].filter(Boolean).join(' ')
  const [only] = candidates
  const isOne = candidates.length === 1
  const person = isOne && only ? `${only.staffNo} ${only.name}` : ''
  return (
    <li className="border-line border-t py-3 first:border-t-0">
      <p>
        <b className="break-all">{called}</b>
        {named.unit && <span className="ml-2 text-ink-2">{named.unit}</span>}
        <span className="ml-2 text-ink-3 text-sm">
          {[t('meetingLog.open.rows', { rows: rows.join('、') }), meetingLogWords(say, presence)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="block text-cinnabar">
          {t(`meetingLog.open.${reason}`, { people: candidates.map(peopleWords).join(' / ') })}
        </span>
      </p>
      <Form
        action={saveDecision}
        id={`line-${rows[0]}`}
        labels={{ person: t('meetingLog.open.person') }}
        className="mt-2"
      >
        <input type="hidden" name="draftId" value={draftId} />
        <input type="hidden" name="key" value={key} />
        <div className="flex flex-wrap items-end gap-2">
          <TextField
            name="person"
            label={
              <>
                <span className="sr-only">{t('meetingLog.open.personOf', { name: called })}</span>
                <span aria-hidden="true" className="font-normal text-ink-2 text-sm">
                  {t('meetingLog.open.person')}
                </span>
              </>
            }
            value={person}
            list="people"
            autoComplete="off"
            className="w-64 max-w-full"
          />
          <div className="mb-4 flex flex-wrap gap-2">
            <button type="submit" name="do" value="person" className="btn">
              {t('meetingLog.open.take')}
            </button>
            {reason === 'notDue' && isOne && (
              <button type="submit" name="do" value="walkIn" className="btn">
                {t('meetingLog.open.walkIn')}
              </button>
            )}
            {reason === 'unknown' && (
              <button type="submit" name="do" value="guest" className="btn">
                {t('meetingLog.open.guest')}
              </button>
            )}
            <button type="submit" name="do" value="skip" className="btn btn-plain">
              {t('meetingLog.open.skip')}
            </button>
          </div>
        </div>
      </Form>
    </li>
  )
}

/** 08:58–11:02，在场 118 分钟, as far as the file contains it. */
export function meetingLogWords({ t }: Say, presence: AttendedTime): string {
  const [stay, minutes] = [stayWords(presence), minutesOf(presence)]
  if (minutes === null) return stay
  return t('meetingLog.open.stay', { stay: stay || '—', minutes })
}

function peopleWords({ name, staffNo, unitName }: Someone): string {
  return `${name} ${staffNo} ${unitName}`
}
