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
import { WorkForm } from '../../_parts/work-form'
import { makeWork } from '../../actions'

export const generateMetadata = titled('legalWork.form.newTitle')

export default async function NewWorkPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const today = dayOf(now())
  const units = await unitsOn(viewer, today, 'organiser', 'administrator')
  return (
    <>
      <PageHead
        above={<Link href="/advisers">{say.t('legalWork.page.title')}</Link>}
        title={say.t('legalWork.form.newTitle')}
      />
      <WorkForm
        say={say}
        action={makeWork}
        begin={{
          ...{ day: today, kind: 'decision', who: null, unitId: units[0]?.id ?? null },
          ...{ matter: null, paper: null },
        }}
        units={units}
        button={say.t('legalWork.form.add')}
      />
    </>
  )
}
