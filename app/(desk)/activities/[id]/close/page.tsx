import { orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { canConfirm } from '@/lib/access/access.rules'
import { refusalOf } from '@/lib/activity/activity.rules'
import { type SheetRow, sheetOf } from '@/lib/attendance/attendance.queries'
import { tallyOf } from '@/lib/attendance/attendance.rules'
import { waitingOf } from '@/lib/attendance/leave/leave.queries'
import { completionsOf } from '@/lib/attendance/online-study.rules'
import { now } from '@/lib/core/clock'
import { dayOf, timeOf } from '@/lib/core/time'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { countsAsStudy } from '@/lib/plan/duties/owed.rules'
import { forOrganiser } from '../../_parts/for-organiser'
import { StateForm } from '../../_parts/state-form'
import { close } from '../../actions'
import { Waiting, WhatCounts } from './_parts/what-counts'

export const generateMetadata = titled('attendance.close.title')

/** 确认考勤: the unrecorded people by name, and what will be counted, in words; one button. */
export default async function ClosePage({ params }: PageProps<'/activities/[id]/close'>) {
  const { viewer, activity } = await forOrganiser(params, canConfirm)
  const say = await saying()
  const { t } = say
  const { rows } = await orNotFound(sheetOf(viewer, activity.id))
  const isStudy = isOnlineStudy(activity.form)
  const unmarked = rows.filter(
    row => row.standing === 'required' && (isStudy ? row.completedOn : row.mark) === null,
  )
  const units = [...new Set(unmarked.map(row => row.unitName))]
  const words = isStudy ? wordsOfStudy(say, rows, unmarked.length) : wordsOfRoll(say, rows, unmarked.length)
  const head = (
    <PageHead
      above={<Link href={`/activities/${activity.id}/sheet`}>{words.back}</Link>}
      title={words.title}
      below={activity.title}
    />
  )
  const refused = refusalOf(activity, 'closeRoll', now())
  const form = <StateForm say={say} action={close} activity={activity} refused={refused} verb={words.verb} />
  if (refused)
    return (
      <>
        {head}
        {form}
      </>
    )
  return (
    <>
      {head}
      {activity.endsAt !== null && activity.endsAt > now() && (
        <Alert tone="warning" className="mb-3 max-w-2xl">
          {t('attendance.close.stillOn', { time: timeOf(activity.endsAt) })}
        </Alert>
      )}
      <p className="mb-3 max-w-2xl font-semibold text-lg">{words.counts}</p>
      {tallyOf(rows).required === 0 && <p className="mb-4 text-ink-2">{t('attendance.close.nobody')}</p>}
      {unmarked.length > 0 && (
        <Alert tone="error" className="mb-5 max-w-2xl">
          <p className="font-semibold">{words.open}</p>
          <ul className="mt-1">
            {units.map(unitName => (
              <li key={unitName}>
                <span className="text-ink-2">{unitName}</span>{' '}
                {unmarked
                  .filter(row => row.unitName === unitName)
                  .map(row => row.name)
                  .join('、')}
              </li>
            ))}
          </ul>
          {!isStudy && (
            <p className="mt-1">
              <Link href={`/activities/${activity.id}/sheet?show=unmarked`}>
                {t('attendance.close.unmarkedHint')}
              </Link>
            </p>
          )}
        </Alert>
      )}
      {!isStudy && <Waiting say={say} rows={await waitingOf(viewer, activity.id)} />}
      {!isStudy && countsAsStudy(activity) && (
        <WhatCounts say={say} viewer={viewer} activity={activity} today={dayOf(now())} />
      )}
      <p className="mb-4 max-w-2xl text-ink-2">
        {activity.compulsory ? words.lead : t('attendance.close.optional')}
      </p>
      {form}
    </>
  )
}

/** The title of the roll and what it will count. */
function wordsOfRoll({ t }: Say, rows: SheetRow[], open: number) {
  return {
    back: t('attendance.close.back'),
    title: t('attendance.close.title'),
    counts: t('attendance.close.counts', tallyOf(rows)),
    open: t('attendance.close.unmarked', { count: open }),
    lead: t('attendance.close.lead'),
    verb: open > 0 ? t('attendance.close.buttonWith', { count: open }) : t('attendance.close.button'),
  }
}

/** The same for an online study, which has completion days. */
function wordsOfStudy({ t }: Say, rows: SheetRow[], open: number) {
  return {
    back: t('attendance.study.title'),
    title: t('attendance.study.close'),
    counts: t('attendance.study.counts', completionsOf(rows)),
    open: t('attendance.study.unfinished', { count: open }),
    lead: t('attendance.study.lead'),
    verb: t('attendance.study.close'),
  }
}
