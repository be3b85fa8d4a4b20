import { notFound } from 'next/navigation'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitsOn } from '@/lib/organisation/people/person.queries'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { MaterialForm } from '../_parts/material-form'
import { makeMaterial } from '../actions'

export const generateMetadata = titled('material.form.newTitle')

export default async function NewOutputPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const [units, ways] = await Promise.all([
    unitsOn(viewer, dayOf(now()), 'organiser', 'administrator'),
    channels(),
  ])
  return (
    <>
      <PageHead
        above={<Link href="/outputs">{say.t('material.list.title')}</Link>}
        title={say.t('material.form.newTitle')}
      />
      <MaterialForm
        say={say}
        action={makeMaterial}
        begin={{
          day: dayOf(now()),
          channelId: null,
          quantity: null,
          topic: null,
          unitId: units[0]?.id ?? null,
          place: null,
          reads: null,
        }}
        units={units}
        channels={ways}
        hidden={{}}
        button={say.t('material.form.add')}
      />
    </>
  )
}
