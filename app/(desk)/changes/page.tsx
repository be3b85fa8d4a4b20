import { ButtonForm } from '@/app/_forms/button-form'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { ownChanges } from '@/lib/calendar/changes/change.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { ChangeLine } from './_parts/change-line'
import { markRead } from './actions'

export const generateMetadata = titled('changes.title')

/** Entries of my calendar that are new or changed since I last pressed 知道了. */
export default async function ChangesPage() {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const at = now()
  const today = dayOf(at)
  const { since, changes } = await ownChanges(viewer, at)
  return (
    <>
      <PageHead
        above={<Link href="/calendar">{t('calendar.own')}</Link>}
        title={t('changes.title')}
        below={t('changes.since', { day: dateWords(say, dayOf(since), today), count: changes.length })}
      >
        {changes.length > 0 && (
          <ButtonForm action={markRead} fields={{ until: at }} look="btn btn-main">
            {t('changes.read')}
          </ButtonForm>
        )}
      </PageHead>
      {changes.length === 0 ? (
        <Empty text={t('changes.none')}>
          <Link href="/calendar" className="btn">
            {t('home.month.calendar')}
          </Link>
        </Empty>
      ) : (
        <ul className="card desk:px-5 px-4 py-1">
          {changes.map(change => (
            <ChangeLine key={`${change.kind}${change.id}`} say={say} change={change} today={today} />
          ))}
        </ul>
      )}
    </>
  )
}
