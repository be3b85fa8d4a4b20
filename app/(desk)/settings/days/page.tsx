import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { numberIn } from '@/app/_forms/or-not-found'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { now } from '@/lib/core/clock'
import { isYearPublished } from '@/lib/core/holidays'
import { dayOf, yearOf } from '@/lib/core/time'
import { dayCorrections } from '@/lib/organisation/settings/setting.queries'
import { settingsViewer } from '../_parts/viewer'
import { saveDay } from '../actions'
import { DayRows } from './_parts/day-rows'
import { namedDaysOf } from './_parts/named-days'

export const generateMetadata = titled('setting.nav.days')

type Props = { searchParams: Promise<{ year?: string }> }

export default async function DaysPage({ searchParams }: Props) {
  await settingsViewer()
  const [corrections, asked, say] = await Promise.all([dayCorrections(), searchParams, saying()])
  const { t } = say
  const named = numberIn(asked.year) ?? 0
  const year = named >= 2000 && named <= 2099 ? named : yearOf(dayOf(now()))
  const days = namedDaysOf(year, corrections, say.locale)
  const isPublished = isYearPublished(year, corrections)
  const labels = {
    day: t('setting.days.day'),
    kind: t('setting.days.kind'),
    name: t('setting.days.name'),
  }
  return (
    <>
      <PageHead
        title={t('setting.nav.days')}
        below={t(isPublished ? 'setting.days.published' : 'setting.days.unpublished', { year })}
      >
        {[year - 1, year + 1].map(other => (
          <Link key={other} href={`/settings/days?year=${other}`} className="btn">
            {t('setting.days.previous', { year: other })}
          </Link>
        ))}
      </PageHead>
      <p className="mb-4 text-ink-2">{t('setting.days.lead')}</p>
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <section className="card desk:order-last" aria-labelledby="day-title">
          <h2 id="day-title" className="mb-3">
            {t('setting.days.addTitle')}
          </h2>
          <Form id="day" edits="new" action={saveDay} labels={labels}>
            <Seen value={null} />
            <TextField name="day" type="date" label={labels.day} required />
            <SelectField
              name="kind"
              label={t('setting.days.kind')}
              choices={[
                { value: 'off', label: t('setting.days.offLong') },
                { value: 'work', label: t('setting.days.workLong') },
              ]}
            />
            <TextField name="name" label={labels.name} required />
            <SaveButton>{t('setting.days.add')}</SaveButton>
          </Form>
        </section>
        <div className="desk:col-span-2 min-w-0">
          {days.length > 0 ? (
            <TableCard label={t('setting.nav.days')}>
              <DayRows say={say} days={days} />
            </TableCard>
          ) : (
            <Empty text={t('setting.days.none')} />
          )}
        </div>
      </div>
    </>
  )
}
