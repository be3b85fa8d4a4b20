import { ButtonForm } from '@/app/_forms/button-form'
import { TextArea, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { dateWords, spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { activityById } from '@/lib/activity/activity.queries'
import { aheadOnTopic, type DebtRow, ownDebt, type Proposal } from '@/lib/attendance/makeup/makeup.queries'
import { debtState, isOverdue } from '@/lib/attendance/makeup/makeup.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { Answered } from '../../../attachments/_parts/answered'
import { Proofs } from '../../../attachments/_parts/proofs'
import { debtTones } from '../../../makeups/_parts/debt-tones'
import { handInStudy, takeStudyBack } from './actions'

export const generateMetadata = titled('makeup.own.title')

/** 补学 by the viewer for one activity: the deadline, the possible ways, and the form for self-study. */
export default async function OwnMakeUpPage({ params, searchParams }: PageProps<'/activities/[id]/makeup'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t, term } = say
  const id = idOf((await params).id)
  const { activity } = await orNotFound(activityById(viewer, id))
  const today = dayOf(now())
  const [debt, ahead] = await Promise.all([
    ownDebt(viewer, id, today).catch(error => {
      if (error instanceof NotFound) return null
      throw error
    }),
    aheadOnTopic(viewer, id, today),
  ])
  const state = debt && debtState({ due: debt.due, studyState: debt.study?.state ?? null }, today)
  return (
    <>
      <PageHead
        above={<Link href={`/activities/${id}`}>{activity.title}</Link>}
        title={t('makeup.own.title')}
        below={spanWords(say, activity, today)}
      />
      <Answered say={say} asked={await searchParams} />
      {debt === null || state === null ? (
        <p className="text-ink-2">{t('makeup.own.notOwed')}</p>
      ) : (
        <div className="grid max-w-2xl gap-6">
          <p className="flex flex-wrap items-center gap-2">
            <Tag tone={debtTones[state]}>{term(`debtState.${state}`)}</Tag>
            {debt.due !== null &&
              t(isOverdue(debt.due, today) ? 'makeup.own.late' : 'makeup.own.until', {
                day: dateWords(say, debt.due, today),
              })}
          </p>
          <Ways say={say} debt={debt} ahead={ahead} today={today} />
          {debt.study?.state === 'asked' ? (
            <Waiting say={say} study={debt.study} today={today} />
          ) : (
            <StudyForm say={say} debt={debt} today={today} />
          )}
          <Proofs
            say={say}
            viewer={viewer}
            of={{ activityId: id, personId: debt.personId, kind: 'makeUp' }}
            back={`/activities/${id}/makeup`}
            mayAdd
            today={today}
          />
        </div>
      )}
      <p className="mt-6">
        <Link href={`/activities/${id}`} className="btn">
          {t('makeup.own.back')}
        </Link>
      </p>
    </>
  )
}

type Shown = { say: Say; debt: DebtRow; today: Day }

function Ways({ say, debt, ahead, today }: Shown & { ahead: Proposal[] }) {
  const { t } = say
  return (
    <section className="card" aria-labelledby="ways">
      <h2 id="ways">{t('makeup.own.waysTitle')}</h2>
      <ul className="mt-2 grid list-disc gap-2 pl-5">
        <li>
          {debt.proposal ? (
            t('makeup.own.proposed', {
              day: dateWords(say, debt.proposal.day, today),
              title: debt.proposal.title,
            })
          ) : (
            <>
              {t('makeup.own.byActivity')}
              {ahead.length === 0 && <span className="block text-ink-3">{t('makeup.own.noneAhead')}</span>}
              {ahead.map(each => (
                <Link key={each.id} href={`/activities/${each.id}`} className="flex min-h-11 items-center">
                  {`${dateWords(say, each.day, today)} ${each.title}`}
                </Link>
              ))}
            </>
          )}
        </li>
        <li>{t('makeup.own.byStudy')}</li>
        <li>{t('makeup.own.bySession')}</li>
      </ul>
    </section>
  )
}

function Waiting({ say, study, today }: { say: Say; study: NonNullable<DebtRow['study']>; today: Day }) {
  const { t } = say
  return (
    <section className="card">
      <p className="mb-1">
        {t('makeup.own.waiting', { day: dateWords(say, study.day, today), material: study.material })}
      </p>
      <p className="mb-3 whitespace-pre-line break-words text-ink-2">{study.note}</p>
      <ButtonForm action={takeStudyBack} fields={{ makeUpId: study.id }} look="btn">
        {t('makeup.own.withdraw')}
      </ButtonForm>
    </section>
  )
}

/** A self-study that was sent back fills the form again. */
function StudyForm({ say, debt, today }: Shown) {
  const { t } = say
  const back = debt.study
  const labels = {
    day: t('makeup.own.day'),
    material: t('makeup.own.material'),
    note: t('makeup.own.note'),
  }
  return (
    <section className="card" aria-labelledby="study">
      <h2 id="study" className="mb-3">
        {t('makeup.own.studyTitle')}
      </h2>
      {back && (
        <Alert tone="error" className="mb-3">
          {t('makeup.own.sentBack', { day: dateWords(say, back.day, today), note: back.decisionNote ?? '' })}
        </Alert>
      )}
      <Form action={handInStudy} labels={labels}>
        <input type="hidden" name="activityId" value={debt.activityId} />
        <TextField
          name="day"
          type="date"
          label={labels.day}
          value={back?.day ?? today}
          className="max-w-60"
        />
        <TextField
          name="material"
          label={labels.material}
          hint={t('makeup.own.materialHint')}
          value={back?.material}
        />
        <TextArea name="note" label={labels.note} rows={4} value={back?.note} />
        <button type="submit" className="btn btn-main">
          {t('makeup.own.submit')}
        </button>
      </Form>
    </section>
  )
}
