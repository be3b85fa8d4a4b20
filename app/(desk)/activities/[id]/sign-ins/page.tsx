import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { stampWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { type Scans, scansOf } from '@/lib/attendance/checkin/scan.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import { ToVerify } from './_parts/to-verify'

export const generateMetadata = titled('checkIn.records.title')

/** 签到记录: check-ins to be verified, suspicious ones, and every scan. */
export default async function SignInsPage({ params }: PageProps<'/activities/[id]/sign-ins'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const scans = await orNotFound(scansOf(viewer, idOf((await params).id)))
  const { activity, toVerify, decided, signed, refused } = scans
  const base = `/activities/${activity.id}`
  const today = dayOf(now())
  const people = new Set(signed.map(scan => scan.personId)).size
  return (
    <>
      <PageHead
        above={<Link href={base}>{activity.title}</Link>}
        title={t('checkIn.records.title')}
        below={t('checkIn.records.lead', {
          signed: people,
          waiting: toVerify.length,
          refused: refused.length,
        })}
      >
        <Link href={`${base}/sheet`} className="btn flex-1">
          {t('activity.action.record')}
        </Link>
        <Link href={`${base}/screen`} className="btn btn-main flex-1">
          {t('checkIn.screen.title')}
        </Link>
      </PageHead>
      {toVerify.length + decided.length + signed.length + refused.length === 0 && (
        <Empty text={t('checkIn.records.none')}>{null}</Empty>
      )}
      <div className="grid gap-8">
        {toVerify.length + decided.length > 0 && (
          <ToVerify say={say} base={base} waiting={toVerify} decided={decided} today={today} />
        )}
        <Warnings say={say} scans={scans} today={today} />
        {signed.length > 0 && (
          <section>
            <h2 className="mb-2">{t('checkIn.records.signed')}</h2>
            <ScanTable say={say} rows={signed} today={today} />
          </section>
        )}
        {refused.length > 0 && (
          <section>
            <h2 className="mb-2">{t('checkIn.records.refused')}</h2>
            <ScanTable say={say} rows={refused} today={today} />
          </section>
        )}
      </div>
    </>
  )
}

type Part = { say: Say; scans: Scans; today: Day }

/**
 * One phone for several people, several phones for one person, and scans for which an organiser's earlier mark
 * was kept.
 */
function Warnings({ say, scans, today }: Part) {
  const { t } = say
  if (scans.warnings.length + scans.kept.length === 0) return null
  return (
    <Alert tone="warning" className="">
      <h2 className="mb-1">{t('checkIn.records.warnings')}</h2>
      <ul>
        {scans.kept.map(scan => (
          <li key={scan.id}>
            <Link
              href={`/activities/${scans.activity.id}/sheet/${scan.personId}`}
              className="inline-flex min-h-11 items-center"
            >
              {t('checkIn.records.kept', {
                name: scan.name ?? '',
                time: stampWords(say, scan.at, today),
                mark: markWords(say, scan.mark),
              })}
            </Link>
          </li>
        ))}
        {scans.warnings.map(warning =>
          warning.kind === 'oneDevice' ? (
            <li key={`one ${warning.names.join()}`}>
              {t('checkIn.records.oneDevice', { names: warning.names.join(' · ') })}
            </li>
          ) : (
            <li key={`many ${warning.name}`}>
              {t('checkIn.records.manyDevices', { name: warning.name, count: warning.devices })}
            </li>
          ),
        )}
      </ul>
      <p className="text-ink-2 text-sm">{t('checkIn.records.warningsLead')}</p>
    </Alert>
  )
}

function ScanTable({ say, rows, today }: { say: Say; rows: Scans['signed']; today: Day }) {
  const { t } = say
  return (
    <div className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('checkIn.records.time')}</th>
            <th scope="col">{t('checkIn.records.name')}</th>
            <th scope="col">{t('checkIn.records.unit')}</th>
            <th scope="col">
              {t(rows[0]?.outcome === 'refused' ? 'checkIn.records.why' : 'checkIn.records.mark')}
            </th>
            <th scope="col">{t('checkIn.records.device')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(scan => (
            <tr key={scan.id}>
              <td className="whitespace-nowrap">{stampWords(say, scan.at, today)}</td>
              <td className="whitespace-nowrap">{scan.name ?? t('checkIn.records.someone')}</td>
              <td>{scan.unitName ?? '—'}</td>
              <td>
                {scan.outcome === 'refused'
                  ? (say.said(`checkIn.records.reason.${scan.reason}`) ?? '—')
                  : markWords(say, scan.mark)}
              </td>
              {/* Enough of the hash to tell two phones apart. */}
              <td className="text-ink-3">{scan.device.slice(0, 4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function markWords(say: Say, mark: Mark | null): string {
  return mark === null ? '—' : say.term(`mark.${mark}`)
}
