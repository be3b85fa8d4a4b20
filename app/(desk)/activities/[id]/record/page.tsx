import { Seen, TextArea, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { studyRecordOf } from '@/lib/attendance/study-record.queries'
import { recordFields } from '@/lib/attendance/study-record.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { TurnoutList } from './_parts/turnout-list'
import { saveRecord } from './actions'

export const generateMetadata = titled('studyRecord.title')

/** 学习记录: the recorder's text beside the figures of the roll; read-only for others. */
export default async function RecordPage({ params }: PageProps<'/activities/[id]/record'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const { activity, record, host, turnout, canRecord, seesRoll } = await orNotFound(studyRecordOf(viewer, id))
  const labels = Object.fromEntries(recordFields.map(field => [field, t(`studyRecord.field.${field}`)]))
  const long = ['conveyed', 'discussion', 'summary'] as const
  return (
    <>
      <PageHead
        above={<Link href={`/activities/${id}`}>{activity.title}</Link>}
        title={t('studyRecord.title')}
        below={`${activity.form} · ${spanWords(say, activity, dayOf(now()))}`}
      >
        {seesRoll && (
          <Link href={`/activities/${id}/record/print`} className="btn flex-1">
            {t('studyRecord.print')}
          </Link>
        )}
      </PageHead>
      <div className="grid desk:grid-cols-[minmax(0,1fr)_340px] gap-6">
        {canRecord ? (
          <Form
            edits
            action={saveRecord}
            labels={{ ...labels, lawContent: t('studyRecord.field.lawContent') }}
            className="min-w-0"
          >
            <input type="hidden" name="activityId" value={id} />
            <Seen value={record?.version ?? 0} />
            <div className="grid desk:grid-cols-2 gap-x-3">
              <TextField
                name="chairedBy"
                label={labels.chairedBy}
                value={record?.chairedBy ?? host}
                autoComplete="off"
              />
              <TextField
                name="recorder"
                label={labels.recorder}
                value={record?.recorder ?? viewer.name}
                autoComplete="off"
              />
            </div>
            <TextField
              name="keySpeakers"
              label={labels.keySpeakers}
              value={record?.keySpeakers}
              autoComplete="off"
            />
            {long.map(field => (
              <TextArea
                key={field}
                name={field}
                label={labels[field]}
                value={record?.[field]}
                rows={field === 'discussion' ? 8 : 4}
              />
            ))}
            <Tick name="lawContent" label={t('studyRecord.field.lawContent')} value={activity.lawContent} />
            <p className="mb-4 text-ink-3 text-sm">
              {t(activity.theoryLeftOut ? 'studyRecord.lawContentLeftOut' : 'studyRecord.lawContentKept')}
            </p>
            <SaveButton>{t('studyRecord.form.save')}</SaveButton>
          </Form>
        ) : (
          <dl className="grid min-w-0 gap-3 self-start">
            {recordFields.map(field => (
              <div key={field}>
                <dt className="font-semibold">{labels[field]}</dt>
                <dd className="whitespace-pre-line">{record?.[field] || t('studyRecord.nothing')}</dd>
              </div>
            ))}
          </dl>
        )}
        {seesRoll && (
          <section className="card self-start">
            <h2 className="mb-2">{t('studyRecord.turnoutTitle')}</h2>
            <TurnoutList say={say} turnout={turnout} />
            <p className="mt-2 text-ink-3 text-sm">{t('studyRecord.turnoutLead')}</p>
          </section>
        )}
      </div>
    </>
  )
}
