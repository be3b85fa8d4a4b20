import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saidUnder } from '@/app/_i18n/said-under'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { spanWords, stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { meetingLogDrafts, rollOf, rollProfiles } from '@/lib/attendance/meeting-log/meeting-log.queries'
import { starters } from '@/lib/attendance/meeting-log/meeting-log.sheet'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import { SHEET_FILES } from '@/lib/spreadsheet/file-names.rules'
import { programWords, refusalWords } from './_parts/meeting-log-words'

export const generateMetadata = titled('meetingLog.title')

/** 导入签到记录: uploads a meeting log for this roll. */
export default async function ImportPage({ params, searchParams }: PageProps<'/activities/[id]/import'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const { activity, refusal } = await orNotFound(rollOf(viewer, idOf((await params).id)))
  const [kept, drafts] = await Promise.all([
    rollProfiles(viewer, activity.id),
    meetingLogDrafts(viewer, activity.id),
  ])
  const today = dayOf(now())
  const { refused, detail } = await searchParams
  return (
    <>
      <PageHead
        above={<Link href={`/activities/${activity.id}`}>{activity.title}</Link>}
        title={t('meetingLog.title')}
        below={spanWords(say, activity, today)}
      />
      <p className="mb-5 max-w-3xl text-ink-2">{t('meetingLog.lead')}</p>
      {typeof refused === 'string' && (
        <Alert tone="error" role="alert" className="mb-4 max-w-3xl">
          {refusedWords(say, refused, String(detail ?? ''))}
        </Alert>
      )}
      <div className="grid max-w-5xl desk:grid-cols-[minmax(0,1fr)_340px] gap-6">
        <div className="grid min-w-0 gap-6 self-start">
          {refusal ? (
            <Alert tone="warning" className="">
              {refusalWords(say, refusal)}
            </Alert>
          ) : (
            <Upload say={say} activityId={activity.id} kept={kept.map(each => each.name)} />
          )}
          <Earlier say={say} base={`/activities/${activity.id}/import`} drafts={drafts} today={today} />
        </div>
        <section className="card min-w-0 self-start">
          <h2 className="mb-2">{t('meetingLog.known.title')}</h2>
          <dl className="text-sm">
            {starters.map(program => (
              <div key={program.id} className="mb-3">
                <dt className="font-semibold">{programWords(say, program.name)}</dt>
                <dd className="text-ink-2">{t(`meetingLog.known.${program.known}`)}</dd>
              </div>
            ))}
          </dl>
          <p className="text-ink-2 text-sm">{t('meetingLog.known.remembered')}</p>
        </section>
      </div>
    </>
  )
}

/** A plain form to a route handler: server actions truncate long bodies. */
function Upload({ say, activityId, kept }: { say: Say; activityId: number; kept: string[] }) {
  const { t } = say
  const others = starters.map(each => each.name).filter(name => !kept.includes(name))
  return (
    <form action="/api/presence" method="post" encType="multipart/form-data" className="card">
      <input type="hidden" name="activityId" value={activityId} />
      <div className="mb-4">
        <label htmlFor="file" className="mb-1 block font-semibold">
          {t('meetingLog.upload.file')}
        </label>
        <p id="file-hint" className="mb-1 text-ink-3 text-sm">
          {t('meetingLog.upload.fileHint')}
        </p>
        <input
          id="file"
          name="file"
          type="file"
          required
          accept={SHEET_FILES}
          aria-describedby="file-hint"
          className="field"
        />
      </div>
      <div className="mb-4">
        <label htmlFor="profile" className="mb-1 block font-semibold">
          {t('meetingLog.upload.profile')}
        </label>
        <select id="profile" name="profile" className="field max-w-80">
          <option value="">{t('meetingLog.upload.auto')}</option>
          {kept.map(name => (
            <option key={name} value={name}>
              {t('meetingLog.upload.kept', { name: programWords(say, name) })}
            </option>
          ))}
          {others.map(name => (
            <option key={name} value={name}>
              {programWords(say, name)}
            </option>
          ))}
        </select>
      </div>
      <div className="mb-4">
        <label htmlFor="sheet" className="mb-1 block font-semibold">
          {t('meetingLog.upload.sheet')}
        </label>
        <p id="sheet-hint" className="mb-1 text-ink-3 text-sm">
          {t('meetingLog.upload.sheetHint')}
        </p>
        <input id="sheet" name="sheet" className="field max-w-80" aria-describedby="sheet-hint" />
      </div>
      <button type="submit" className="btn btn-main">
        {t('meetingLog.upload.submit')}
      </button>
    </form>
  )
}

type EarlierProps = {
  say: Say
  base: string
  drafts: Awaited<ReturnType<typeof meetingLogDrafts>>
  today: Day
}

function Earlier({ say, base, drafts, today }: EarlierProps) {
  const { t } = say
  if (drafts.length === 0) return null
  return (
    <section>
      <h2 className="mb-2">{t('meetingLog.earlier.title')}</h2>
      <ul className="card px-5 py-1">
        {drafts.map(draft => (
          <li
            key={draft.id}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-2 first:border-t-0"
          >
            <Link
              href={`${base}/${draft.id}`}
              className="inline-flex min-h-11 min-w-0 items-center break-all"
            >
              {draft.fileName}
            </Link>
            <span className="text-ink-3 text-sm">
              {stampWords(say, draft.writtenAt ?? draft.createdAt, today)}
            </span>
            {draft.outcome ? (
              <span className="text-ink-2 text-sm">{t('meetingLog.written.done', draft.outcome)}</span>
            ) : (
              <Tag tone="soon">{t('meetingLog.earlier.open')}</Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function refusedWords(say: Say, refused: string, detail: string): string {
  const groups = ['meetingLog.refused', 'import.refused', 'common.form']
  return saidUnder(say, groups, refused, { detail }) ?? say.t('import.refused.badField')
}
