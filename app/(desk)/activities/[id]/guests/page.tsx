import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { canConfirm } from '@/lib/access/access.rules'
import { guestsOf } from '@/lib/activity/guests/guest.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { forOrganiser } from '../../_parts/for-organiser'
import { saveGuest, saveGuestMark, saveWalkIns } from './actions'

export const generateMetadata = titled('guest.title')

/** 名册以外的人员: invited by name, recorded by name, or only counted; none of them enters a rate. */
export default async function GuestsPage({ params }: PageProps<'/activities/[id]/guests'>) {
  const { viewer, activity, unit } = await forOrganiser(params)
  const say = await saying()
  const { t, term } = say
  const guests = await guestsOf(viewer, activity.id)
  const today = dayOf(now())
  const isClosed = activity.status === 'closed'
  const labels = {
    name: t('guest.name'),
    organisation: t('guest.organisation'),
    post: t('guest.post'),
    standing: t('guest.standing'),
    walkIns: t('guest.walkIns'),
  }
  return (
    <>
      <PageHead
        above={<Link href={`/activities/${activity.id}`}>{activity.title}</Link>}
        title={t('guest.title')}
        below={spanWords(say, activity, today)}
      />
      <p className="mb-5 max-w-3xl text-ink-2">
        {t('guest.lead')}{' '}
        <Link href={`/activities/${activity.id}/evidence`}>{t('attachment.papers.attachList')}</Link>
      </p>
      {isClosed && (
        <p className="mb-5 max-w-3xl">
          {t('guest.refused.rollClosed')}{' '}
          {canConfirm(viewer, unit.path) && (
            <Link href={`/activities/${activity.id}/reopen`}>{t('activity.action.reopen')}</Link>
          )}
        </p>
      )}
      <div className="grid max-w-5xl desk:grid-cols-[minmax(0,1fr)_340px] gap-6">
        <section className="min-w-0 self-start">
          <h2 className="mb-1 border-line-strong border-b pb-1.5">{t('guest.list')}</h2>
          {guests.length === 0 && <Empty text={t('guest.none')} />}
          <ul>
            {guests.map(guest => (
              <li key={guest.id} className="border-line border-b py-3">
                <p className="flex flex-wrap items-center gap-x-3">
                  <b>{guest.name}</b>
                  <span className="text-ink-3 text-sm">
                    {[guest.organisation, guest.post].filter(Boolean).join(' · ')}
                  </span>
                  <Tag>{term(`standing.${guest.standing}`)}</Tag>
                  {guest.came !== null && (
                    <span className="text-ink-2 text-sm">
                      {t(guest.came ? 'guest.came' : 'guest.cameNot')}
                    </span>
                  )}
                </p>
                {!isClosed && (
                  <Form action={saveGuestMark} id={`guest-${guest.id}`} className="mt-2">
                    <input type="hidden" name="activityId" value={activity.id} />
                    <input type="hidden" name="guestId" value={guest.id} />
                    <div className="flex flex-wrap gap-2">
                      {(['yes', 'no', 'remove'] as const).map(came => (
                        <button
                          key={came}
                          type="submit"
                          name="came"
                          value={came}
                          className="btn"
                          aria-label={t(`guest.do.${came}Of`, { name: guest.name })}
                        >
                          {t(`guest.do.${came}`)}
                        </button>
                      ))}
                    </div>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </section>
        {!isClosed && (
          <div className="grid min-w-0 gap-6 self-start">
            <section className="card">
              <h2 className="mb-2">{t('guest.addTitle')}</h2>
              <Form action={saveGuest} labels={labels} id="add">
                <input type="hidden" name="activityId" value={activity.id} />
                <TextField name="name" label={labels.name} autoComplete="off" />
                <TextField name="organisation" label={labels.organisation} autoComplete="off" />
                <TextField name="post" label={labels.post} autoComplete="off" />
                <SelectField
                  name="standing"
                  label={labels.standing}
                  choices={(['invited', 'walkIn'] as const).map(value => ({
                    value,
                    label: term(`standing.${value}`),
                  }))}
                />
                <button type="submit" className="btn btn-main">
                  {t('guest.add')}
                </button>
              </Form>
            </section>
            <section className="card">
              <h2 className="mb-2">{t('guest.numberTitle')}</h2>
              <Form edits action={saveWalkIns} labels={labels} id="number">
                <input type="hidden" name="activityId" value={activity.id} />
                <Seen value={activity.version} />
                <TextField
                  name="walkIns"
                  label={labels.walkIns}
                  hint={t('guest.walkInsHint')}
                  value={activity.walkIns}
                  autoComplete="off"
                />
                <SaveButton look="btn">{t('guest.saveNumber')}</SaveButton>
              </Form>
            </section>
          </div>
        )}
      </div>
    </>
  )
}
