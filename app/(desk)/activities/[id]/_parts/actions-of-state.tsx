import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { canConfirm, canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { ActivityStatus } from '@/lib/activity/activity.rules'
import { type Day, dayOf, type Instant } from '@/lib/core/time'
import { beginningOf, isOver } from '@/lib/organisation/audience/frozen.rules'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { hold, schedule } from '../../actions'

type Props = {
  say: Say
  viewer: Viewer
  page: {
    activity: {
      id: number
      version: number
      form: string
      status: ActivityStatus
      day: Day
      lastDay: Day
      startsAt: Instant | null
      endsAt: Instant | null
    }
    unit: { path: string }
  }
  required: number
  at: Instant
}

/** The viewer's next actions for the state of an activity: one primary button, the others beside it. */
export function Actions({ say, viewer, page: { activity, unit }, required, at }: Props) {
  const today = dayOf(at)
  const { id, status, day } = activity
  const organises = canOrganise(viewer, unit.path)
  const confirms = canConfirm(viewer, unit.path)
  const base = `/activities/${id}`
  const begun = day <= today
  const isStudy = isOnlineStudy(activity.form)
  // The check-in screen is offered only on the day itself.
  const code = !isStudy && begun && today <= activity.lastDay ? (['code'] as const) : []
  const links = {
    code: { href: `${base}/screen`, label: say.t('checkIn.screen.title') },
    edit: { href: `${base}/edit`, label: say.t('activity.action.edit') },
    postpone: { href: `${base}/postpone`, label: say.t('activity.action.postpone') },
    newDay: { href: `${base}/postpone`, label: say.t('activity.action.newDay') },
    regroup: { href: `${base}/regroup`, label: say.t('group.link') },
    cancel: { href: `${base}/cancel`, label: say.t('activity.action.cancel') },
    print: { href: `${base}/sheet/print`, label: say.t('attendance.sheet.print') },
    record: {
      href: `${base}/sheet`,
      label: say.t(isStudy ? 'attendance.study.title' : 'activity.action.record'),
    },
    look: {
      href: `${base}/sheet`,
      label: say.t(isStudy ? 'attendance.study.formTitle' : 'activity.action.look'),
    },
    close: {
      href: `${base}/close`,
      label: isStudy ? say.t('attendance.study.close') : say.term('action.closeRoll'),
    },
    reopen: { href: `${base}/reopen`, label: say.t('activity.action.reopen') },
  }
  const sheet = required > 0
  const shown: Record<ActivityStatus, (keyof typeof links)[]> = {
    draft: ['edit', 'cancel'],
    scheduled: [
      'edit',
      'postpone',
      ...(sheet && !isStudy ? (['regroup'] as const) : []),
      'cancel',
      ...(sheet && !isStudy ? (['print'] as const) : []),
      ...code,
      ...(sheet && isOver(activity, at) ? (['close'] as const) : []),
    ],
    postponed: ['edit', 'cancel', 'newDay'],
    cancelled: [],
    held: sheet ? ['edit', 'cancel', ...code, 'close', 'record'] : ['edit', 'cancel', ...code],
    closed: sheet ? ['edit', 'reopen', 'look'] : ['edit', 'reopen'],
  }
  // The primary button comes last in its row.
  const main: Partial<Record<ActivityStatus, keyof typeof links>> = {
    postponed: 'newDay',
    held: 'record',
    closed: 'look',
  }
  const isOffered = (name: keyof typeof links) =>
    name === 'close' || name === 'reopen' ? confirms : organises
  return (
    <>
      {shown[status].filter(isOffered).map(name => (
        <Link
          key={name}
          href={links[name].href}
          className={name === main[status] ? 'btn btn-main flex-1' : 'btn flex-1'}
        >
          {links[name].label}
        </Link>
      ))}
      {organises && status === 'scheduled' && begun && sheet && (
        <Link href={links.record.href} className="btn btn-main flex-1">
          {links.record.label}
        </Link>
      )}
      {organises && status === 'scheduled' && beginningOf(activity) <= at && !sheet && (
        <Step action={hold} activity={activity} label={say.t('activity.action.hold')} />
      )}
      {organises && (status === 'draft' || status === 'cancelled') && (
        <Step
          action={schedule}
          activity={activity}
          label={say.t(status === 'draft' ? 'activity.action.schedule' : 'activity.action.scheduleAgain')}
        />
      )}
    </>
  )
}

type StepProps = {
  action: typeof hold
  activity: { id: number; version: number }
  label: string
}

/** A change of state without further input: one button. */
function Step({ action, activity, label }: StepProps) {
  return (
    <ButtonForm
      action={action}
      fields={{ id: activity.id, version: activity.version }}
      className="flex-1"
      look="btn btn-main w-full"
    >
      {label}
    </ButtonForm>
  )
}
