import { CheckList, Seen, SelectField, TextArea, TextField, TickWhen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { saying } from '@/app/_i18n/say'
import { dateWords, spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { audienceFor, mergeable, sharesOf } from '@/lib/activity/groups/group.queries'
import { groupRefusal, sessionTitles } from '@/lib/activity/groups/group.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { forOrganiser } from '../../_parts/for-organiser'
import { timeField } from '../../_parts/saved-fields'
import { merge, putAudienceElsewhere, split } from '../../actions'

export const generateMetadata = titled('group.title')

/** Three ways to regroup people: change the audience, split into two sessions, merge two sessions. */
export default async function RegroupPage({ params }: PageProps<'/activities/[id]/regroup'>) {
  const { viewer, activity } = await forOrganiser(params)
  const say = await saying()
  const { t } = say
  const at = now()
  const today = dayOf(at)
  const refused = groupRefusal(activity, isRollFrozen(activity, at))
  const [audience, shares, others] = await Promise.all([
    audienceFor(viewer, activity),
    sharesOf(viewer, activity),
    mergeable(viewer, activity),
  ])
  const labels = {
    audienceWords: t('activity.form.audienceWords'),
    units: t('group.split.units'),
    firstTitle: t('group.split.firstTitle'),
    secondTitle: t('group.split.secondTitle'),
    day: t('group.split.day'),
    starts: t('activity.form.starts'),
    ends: t('activity.form.ends'),
    place: t('activity.form.place'),
    otherId: t('group.merge.other'),
    reason: t('group.reason'),
  }
  const hidden = (
    <>
      <input type="hidden" name="id" value={activity.id} />
      <Seen value={activity.version} />
    </>
  )
  const reason = (example: string) => <TextArea name="reason" label={labels.reason} hint={example} rows={2} />
  const titles = sessionTitles(activity.title)
  return (
    <>
      <PageHead
        above={
          <Link href={`/activities/${activity.id}`} className="inline-flex min-h-11 items-center">
            {activity.title}
          </Link>
        }
        title={t('group.title')}
        below={[spanWords(say, activity, today), audience?.words].filter(Boolean).join(' · ')}
      />
      {refused ? (
        <p>{t(`activity.refused.${refused}`)}</p>
      ) : (
        <div className="grid desk:grid-cols-3 items-start gap-4">
          <section className="card" aria-labelledby="move">
            <h2 id="move">{t('group.move.title')}</h2>
            <p className="mb-3 text-ink-3 text-sm">{t('group.move.lead')}</p>
            <Form id="move" action={putAudienceElsewhere} labels={labels}>
              {hidden}
              <TextField
                name="audienceWords"
                label={labels.audienceWords}
                value={audience?.words}
                autoComplete="off"
                required
              />
              {reason(t('group.move.example'))}
              <button type="submit" className="btn btn-main">
                {t('group.move.save')}
              </button>
            </Form>
          </section>
          <section className="card" aria-labelledby="split">
            <h2 id="split">{t('group.split.title')}</h2>
            <p className="mb-3 text-ink-3 text-sm">{t('group.split.lead')}</p>
            {shares.length < 2 ? (
              <p>{t('group.split.one')}</p>
            ) : (
              <Form id="split" action={split} labels={labels}>
                {hidden}
                <CheckList
                  name="units"
                  label={labels.units}
                  choices={shares.map(share => ({
                    value: String(share.unitId),
                    label: t('group.split.unit', { unit: share.unitName, count: share.count }),
                  }))}
                />
                <TextField name="firstTitle" label={labels.firstTitle} value={titles.first} />
                <TextField name="secondTitle" label={labels.secondTitle} value={titles.second} />
                <TextField name="day" type="date" label={labels.day} required />
                <div className="grid grid-cols-2 gap-x-4">
                  <TextField
                    name="starts"
                    type="time"
                    label={labels.starts}
                    value={timeField(activity.startsAt)}
                  />
                  <TextField name="ends" type="time" label={labels.ends} value={timeField(activity.endsAt)} />
                </div>
                <TextField name="place" label={labels.place} value={activity.place} />
                {reason(t('group.split.example'))}
                <TickWhen
                  reason="conflicts"
                  name="despite"
                  label={<b className="font-semibold">{t('scheduling.conflict.despite')}</b>}
                />
                <button type="submit" className="btn btn-main">
                  {t('group.split.save')}
                </button>
              </Form>
            )}
          </section>
          <section className="card" aria-labelledby="merge">
            <h2 id="merge">{t('group.merge.title')}</h2>
            <p className="mb-3 text-ink-3 text-sm">{t('group.merge.lead')}</p>
            {others.length === 0 ? (
              <p>{t('group.merge.none')}</p>
            ) : (
              <Form id="merge" action={merge} labels={labels}>
                {hidden}
                <SelectField
                  name="otherId"
                  label={labels.otherId}
                  choices={[
                    { value: '', label: t('group.merge.choose') },
                    ...others.map(each => ({
                      value: String(each.id),
                      label: t('group.merge.choice', { ...each, day: dateWords(say, each.day, today) }),
                    })),
                  ]}
                />
                {reason(t('group.merge.example'))}
                <button type="submit" className="btn btn-main">
                  {t('group.merge.save')}
                </button>
              </Form>
            )}
          </section>
        </div>
      )}
    </>
  )
}
