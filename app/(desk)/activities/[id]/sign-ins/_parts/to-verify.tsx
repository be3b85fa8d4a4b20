import { ButtonForm } from '@/app/_forms/button-form'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { Candidate, Scans } from '@/lib/attendance/checkin/scan.queries'
import type { Day } from '@/lib/core/time'
import { decide } from '../actions'

type Waiting = Scans['toVerify'][number]
type Decided = Scans['decided'][number]
type Props = { say: Say; base: string; waiting: Waiting[]; decided: Decided[]; today: Day }

/** 待核: each name with the possible people, and 确认 or 否 beside it. */
export function ToVerify({ say, base, waiting, decided, today }: Props) {
  const { t } = say
  return (
    <section>
      <h2 className="mb-1">{t('checkIn.records.toVerify')}</h2>
      <p className="mb-2 text-ink-2 text-sm">{t('checkIn.records.toVerifyLead')}</p>
      <ul>
        {waiting.map(scan => (
          <li key={scan.id} className="border-line border-b py-3">
            <p>
              <b className="font-semibold text-lg">{scan.typedName}</b>{' '}
              <span className="text-ink-3 text-sm">{stampWords(say, scan.at, today)}</span>
            </p>
            <DecisionForm say={say} scan={scan} />
            {scan.candidates.length === 0 && (
              <p className="text-ink-2 text-sm">
                {t('checkIn.records.nobody')}{' '}
                <Link href={`${base}/people`} className="inline-flex min-h-11 items-center">
                  {t('attendance.sheet.people')}
                </Link>
              </p>
            )}
          </li>
        ))}
      </ul>
      {decided.length > 0 && (
        <>
          <h3 className="mt-4 mb-1">{t('checkIn.records.decided')}</h3>
          <ul>
            {decided.map(scan => (
              <li key={scan.id} className="flex flex-wrap items-center gap-x-3 border-line border-b py-1.5">
                <b className="font-semibold">{scan.name}</b>
                <span>
                  {t(
                    scan.decision === 'confirmed' ? 'checkIn.records.confirmed' : 'checkIn.records.rejected',
                  )}
                </span>
                <span className="text-ink-3 text-sm">
                  {scan.decidedAt !== null &&
                    `${scan.decidedBy ?? ''} ${stampWords(say, scan.decidedAt, today)}`}
                </span>
                {scan.decision === 'rejected' && scan.personId !== null && (
                  <LateConfirmation say={say} scanId={scan.id} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function DecisionForm({ say, scan }: { say: Say; scan: Waiting }) {
  const { t } = say
  const { candidates } = scan
  const alone = candidates.length === 1
  return (
    <Form action={decide} id={`scan-${scan.id}`}>
      <input type="hidden" name="scanId" value={scan.id} />
      {candidates.map(each => (
        <label key={each.personId} className="flex min-h-11 items-center gap-2">
          <input
            type="radio"
            name="personId"
            value={each.personId}
            defaultChecked={alone || each.fits}
            className="h-5 w-5 flex-none"
          />
          <span>
            {whoWords(say, each)}
            <span className={`block text-sm ${each.fits ? 'text-pine' : 'text-ochre'}`}>
              {t(each.fits ? 'checkIn.records.fits' : 'checkIn.records.byName')}
            </span>
          </span>
        </label>
      ))}
      <div className="mt-1 flex gap-2">
        {candidates.length > 0 && (
          <button type="submit" name="decision" value="confirmed" className="btn btn-main">
            {t('checkIn.records.confirm')}
          </button>
        )}
        <button type="submit" name="decision" value="rejected" className="btn">
          {t('checkIn.records.reject')}
        </button>
      </div>
    </Form>
  )
}

function LateConfirmation({ say, scanId }: { say: Say; scanId: number }) {
  return (
    <ButtonForm
      id={`again-${scanId}`}
      action={decide}
      fields={{ scanId }}
      look="btn btn-plain"
      press={{ name: 'decision', value: 'confirmed' }}
    >
      {say.t('checkIn.records.confirmLate')}
    </ButtonForm>
  )
}

function whoWords(say: Say, { unitName, post, mark }: Candidate): string {
  const stands = mark === null ? null : say.term(`mark.${mark}`)
  return [unitName, post, stands].filter(Boolean).join(' · ')
}
