import { notFound } from 'next/navigation'
import { ButtonForm } from '@/app/_forms/button-form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { dayWords } from '@/app/_ui/day-words'
import { DoneLine } from '@/app/_ui/done-line'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import {
  type Drafted,
  type Judged,
  meetingLogDraft,
  meetingLogPreview,
} from '@/lib/attendance/meeting-log/meeting-log.queries'
import { meetingLogCounts } from '@/lib/attendance/meeting-log/preview.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { programWords, refusalWords } from '../_parts/meeting-log-words'
import { dropFile, writeMarks } from '../actions'
import { ColumnsForm } from './_parts/columns-form'
import { Entries } from './_parts/entries'
import { Faults } from './_parts/faults'
import { Kept } from './_parts/kept'
import { OpenLines } from './_parts/open-lines'
import { Rest } from './_parts/rest'
import { RuleCard } from './_parts/rule-card'

export const generateMetadata = titled('meetingLog.preview.title')

/** The preview of an uploaded file: first its columns if they are unknown, then every line with its person. */
export default async function PresencePage({
  params,
  searchParams,
}: PageProps<'/activities/[id]/import/[draft]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const asked = await params
  const drafted = await orNotFound(meetingLogDraft(viewer, idOf(asked.draft)))
  const { draft, activity, refusal } = drafted
  if (activity.id !== idOf(asked.id)) notFound()
  const base = `/activities/${activity.id}`
  const head = {
    above: (
      <>
        <Link href={base}>{activity.title}</Link>
        {' / '}
        <Link href={`${base}/import`}>{t('meetingLog.title')}</Link>
      </>
    ),
    title: <span className="break-all">{draft.fileName}</span>,
  }
  if (draft.writtenAt !== null)
    return (
      <>
        <PageHead {...head}>
          <Link href={`${base}/import`} className="btn flex-1">
            {t('meetingLog.written.more')}
          </Link>
          <Link href={`${base}/sheet`} className="btn btn-main flex-1">
            {t('meetingLog.written.sheet')}
          </Link>
        </PageHead>
        {draft.outcome && <DoneLine>{t('meetingLog.written.done', draft.outcome)}</DoneLine>}
      </>
    )
  const judged = await meetingLogPreview(viewer, drafted)
  const says = draft.options
  if (refusal || !judged || (await searchParams).columns === 'choose')
    return (
      <>
        <PageHead {...head} below={refusal ? refusalWords(say, refusal) : t('meetingLog.columns.title')} />
        {!refusal && <ColumnsForm say={say} draft={draft} />}
        <Drop say={say} draftId={draft.id} />
      </>
    )
  const { read, plan, hours, seen } = judged
  const today = dayOf(now())
  const left = read.faults.length + plan.open.length
  const counts = meetingLogCounts(plan)
  const people = counts.present + counts.late + counts.leftEarly + counts.guests
  const onlyDay = otherDay(judged)
  return (
    <>
      <PageHead {...head} below={stateWords(say, left, people, counts)}>
        {left === 0 && people > 0 && <Write say={say} draftId={draft.id} seen={seen} count={people} />}
      </PageHead>
      <p className="mb-4 text-ink-2 text-sm">
        {t('meetingLog.preview.below', {
          profile: programWords(say, says.profile),
          count: read.lines.length,
        })}{' '}
        <Link
          href={`${base}/import/${draft.id}?columns=choose`}
          className="inline-flex min-h-11 items-center"
        >
          {t('meetingLog.columns.change')}
        </Link>
      </p>
      {onlyDay && (
        <Alert tone="warning" role="alert">
          {t('meetingLog.preview.otherDay', { day: dayWords(say, onlyDay, today) })}
        </Alert>
      )}
      <Faults say={say} draftId={draft.id} faults={read.faults} />
      <OpenLines say={say} draftId={draft.id} plan={plan} />
      <RuleCard say={say} drafted={drafted} hours={hours} plan={plan} />
      <Entries say={say} plan={plan} />
      <Kept say={say} draft={draft} plan={plan} />
      <Rest say={say} draft={draft} judged={judged} />
      <Drop say={say} draftId={draft.id} />
    </>
  )
}

function stateWords(
  say: Say,
  left: number,
  people: number,
  counts: ReturnType<typeof meetingLogCounts>,
): string {
  if (left > 0) return say.t('meetingLog.preview.undecided', { count: left })
  if (people === 0) return say.t('meetingLog.preview.nothing')
  const ready = say.t('meetingLog.preview.ready', counts)
  return counts.guests > 0 ? ready + say.t('meetingLog.preview.guests', counts) : ready
}

/** The day of the file, if all its lines are on another day than the activity. */
function otherDay({ read }: Judged): string | null {
  const [first] = read.faults
  const all = read.lines.length === 0 && read.faults.every(fault => fault.reason === 'otherDay')
  return (all && first?.places.day) || null
}

type WriteProps = { say: Say; draftId: number; seen: string; count: number }

function Write({ say, draftId, seen, count }: WriteProps) {
  return (
    <ButtonForm action={writeMarks} fields={{ draftId, seen }} className="flex-1" look="btn btn-main w-full">
      {say.t('meetingLog.preview.write', { count })}
    </ButtonForm>
  )
}

function Drop({ say, draftId }: { say: Say; draftId: Drafted['draft']['id'] }) {
  return (
    <ButtonForm action={dropFile} fields={{ draftId }} look="btn btn-plain">
      {say.t('meetingLog.preview.drop')}
    </ButtonForm>
  )
}
