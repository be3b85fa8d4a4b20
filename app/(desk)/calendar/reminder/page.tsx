import { notFound } from 'next/navigation'
import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { CopyText } from '@/app/_ui/copy-text.client'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { remindersOf } from '@/lib/calendar/reminders/notice.queries'
import { reminderText } from '@/lib/calendar/reminders/notice.rules'
import { now } from '@/lib/core/clock'
import { addDays, dayOf, weekdayOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'

export const generateMetadata = titled('notice.remind.title')

/** 提醒文本 of a unit's activities tomorrow, or from today to the end of the week. */
export default async function ReminderPage({ searchParams }: PageProps<'/calendar/reminder'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const asked = await searchParams
  const today = dayOf(now())
  const unitId = numberIn(asked.unit) ?? (await unitsFor(viewer))[0]?.id
  if (!unitId) notFound()
  const ofWeek = asked.span === 'week'
  const span = ofWeek
    ? { from: today, to: addDays(today, 7 - weekdayOf(today)) }
    : { from: addDays(today, 1), to: addDays(today, 1) }
  const { unitName, activities } = await orNotFound(remindersOf(viewer, unitId, span))
  const text = reminderText(say, unitName, activities, span, today)
  const tabs = [
    ['tomorrow', 'notice.remind.tomorrowTab'],
    ['week', 'notice.remind.weekTab'],
  ] as const
  return (
    <>
      <PageHead
        above={<Link href={`/calendar?unit=${unitId}`}>{t('calendar.ofUnit', { unit: unitName })}</Link>}
        title={t('notice.remind.title')}
        below={t('notice.remind.lead')}
      >
        {tabs.map(([each, label]) => (
          <Link
            key={each}
            href={`/calendar/reminder?unit=${unitId}&span=${each}`}
            aria-current={(each === 'week') === ofWeek ? 'true' : undefined}
            className="btn aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo"
          >
            {t(label)}
          </Link>
        ))}
      </PageHead>
      {text === null ? (
        <Empty text={t('notice.remind.none')} />
      ) : (
        <div className="max-w-2xl">
          <CopyText
            text={text}
            label={t('notice.remind.of', { unit: unitName })}
            copy={t('notice.copy')}
            copied={t('notice.copied')}
          />
        </div>
      )}
    </>
  )
}
