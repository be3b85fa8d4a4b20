import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { SaveButton, Theirs } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { dayOf, timeOf } from '@/lib/core/time'
import { attemptsOf, examPage } from '@/lib/exam/exam.queries'
import { countingAttempt, isInWindow } from '@/lib/exam/exam.rules'
import { saveCandidate, saveMissedReason } from '../../actions'
import { StandingButton } from './_parts/standing-button.client'

export const generateMetadata = titled('exam.list.title')

export default async function AttemptsPage({ params }: PageProps<'/exams/[id]/[person]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t, term } = say
  const { id, person } = await params
  const [{ exam, candidate, attempts }, { canOrganise }] = await orNotFound(
    Promise.all([attemptsOf(viewer, idOf(id), idOf(person)), examPage(viewer, idOf(id))]),
  )
  const counting = countingAttempt(
    attempts.map(each => ({ ...each, annulled: each.annulledReason !== null })),
    exam.counting,
    exam,
  )
  const isExempt = candidate.standing === 'exempt'
  return (
    <>
      <PageHead
        above={<Link href={`/exams/${exam.id}`}>{exam.title}</Link>}
        title={t('exam.person.title', { name: candidate.name })}
        below={`${candidate.unitName} · ${candidate.reason ? t('common.form.labelled', { label: term(`examStanding.${candidate.standing}`), text: candidate.reason }) : term(`examStanding.${candidate.standing}`)}`}
      />
      {attempts.length === 0 ? (
        <p className="card text-ink-2">
          {candidate.missedReason && candidate.standing === 'required'
            ? t('exam.page.notSatFor', { reason: candidate.missedReason })
            : t('exam.person.none')}
        </p>
      ) : (
        <ol className="card px-5 py-1">
          {attempts.map(each => (
            <li
              key={each.id}
              className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-line border-t py-3 first:border-t-0"
            >
              <span className="text-ink-3 text-sm">{each.number}</span>
              <b className="text-lg">{each.score ?? '—'}</b>
              <span className="text-ink-3 text-sm">{t('exam.person.passMark', { mark: each.passMark })}</span>
              <span className="text-ink-2 text-sm">
                {each.submittedAt === null
                  ? t('exam.person.onClosingDay')
                  : `${dayOf(each.submittedAt)} ${timeOf(each.submittedAt)}`}
              </span>
              <span className="flex gap-2">
                {each.annulledReason !== null ? (
                  <Tag>{each.annulledReason}</Tag>
                ) : !isInWindow(each, exam) ? (
                  <Tag>{t('exam.person.outsideWindow')}</Tag>
                ) : each.passed ? (
                  <Tag tone="done">{t('exam.page.passWord')}</Tag>
                ) : (
                  <Tag tone="soon">{t('exam.page.failWord')}</Tag>
                )}
                {counting?.number === each.number && <Tag tone="go">{t('exam.person.counts')}</Tag>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {canOrganise && candidate.standing === 'required' && attempts.length === 0 && (
        <Form
          edits
          id="missed"
          action={saveMissedReason}
          labels={{ missedReason: t('exam.person.missedReason') }}
          className="mt-6 max-w-sm"
        >
          <input type="hidden" name="id" value={exam.id} />
          <input type="hidden" name="personId" value={person} />
          <Seen value={candidate.version} />
          <TextField
            name="missedReason"
            label={t('exam.person.missedReason')}
            hint={t('exam.person.missedReasonHint')}
            value={candidate.missedReason}
          />
          <SaveButton>{t('exam.person.saveMissedReason')}</SaveButton>
        </Form>
      )}
      {canOrganise && (
        <Form action={saveCandidate} className="mt-6 max-w-sm">
          <input type="hidden" name="id" value={exam.id} />
          <input type="hidden" name="personId" value={person} />
          <Seen value={candidate.version} />
          <TextField name="reason" label={t('exam.person.reason')} required />
          <Theirs
            name="standing"
            choices={(['required', 'exempt', 'withdrawn'] as const).map(value => ({
              value,
              label: term(`examStanding.${value}`),
            }))}
          />
          <StandingButton
            standing={isExempt ? 'required' : 'exempt'}
            words={{ required: t('exam.person.makeRequired'), exempt: t('exam.person.makeExempt') }}
          />
        </Form>
      )}
    </>
  )
}
