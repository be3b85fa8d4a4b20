import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PrintButton } from '@/app/_ui/print-button.client'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { studyRecordOf } from '@/lib/attendance/study-record.queries'
import { centreGroupForm } from '@/lib/attendance/study-record.rules'
import { turnoutLines } from '../_parts/turnout-list'

export const generateMetadata = titled('studyRecord.title')

/** 《学习记录》 on A4, with ruled fields as is usual in offices; an empty field can be filled in by hand. */
export default async function RecordPrintPage({ params }: PageProps<'/activities/[id]/record/print'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const { activity, unit, officeName, record, host, turnout, seesRoll } = await orNotFound(
    studyRecordOf(viewer, id),
  )
  // The paper names who was on leave and why.
  if (!seesRoll) notFound()
  const short: [string, string][] = [
    [t('attendance.print.name'), activity.title],
    // A printed record always says the year.
    [t('attendance.print.time'), spanWords(say, activity, '')],
    [t('attendance.print.place'), activity.place ?? ''],
    [t('studyRecord.field.chairedBy'), record?.chairedBy ?? host],
    [t('studyRecord.field.recorder'), record?.recorder ?? ''],
    [t('attendance.print.lecturer'), activity.lecturer ?? ''],
    [t('studyRecord.field.keySpeakers'), record?.keySpeakers ?? ''],
    ...turnoutLines(say, turnout),
  ]
  return (
    <article className="print-sheet mx-auto max-w-[800px] desk:rounded-lg desk:border border-line bg-sheet desk:px-12 desk:py-10 print:max-w-none">
      <p className="mb-6 flex gap-2 print:hidden">
        <PrintButton label={t('attendance.print.go')} />
        <Link href={`/activities/${id}/record`} className="btn">
          {t('studyRecord.back')}
        </Link>
      </p>
      <h1 className="mb-4 text-center">
        {activity.form === centreGroupForm
          ? t('studyRecord.headCentreGroup', { unit: officeName })
          : t('studyRecord.head', { unit: unit.name })}
      </h1>
      <table className="w-full table-fixed border-collapse">
        <tbody>
          {short.map(([name, value]) => (
            <Field key={name} name={name} value={value} />
          ))}
          {(['conveyed', 'discussion', 'summary'] as const).map(field => (
            <Field key={field} name={t(`studyRecord.field.${field}`)} value={record?.[field] ?? ''} isLong />
          ))}
        </tbody>
      </table>
    </article>
  )
}

/** A ruled line; a long one is high enough for handwriting. */
function Field({ name, value, isLong = false }: { name: string; value: string; isLong?: boolean }) {
  const cell = `border border-ink-2 px-2 py-1 ${isLong ? 'h-[42mm] align-top' : 'h-[9mm] align-middle'}`
  return (
    <tr>
      <th scope="row" className={`w-[22%] bg-transparent text-left text-ink ${cell}`}>
        {name}
      </th>
      <td className={`whitespace-pre-line break-words ${cell}`}>{value}</td>
    </tr>
  )
}
