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
import { AdviserForm } from '../_parts/adviser-form'
import { makeAdviser } from '../actions'

export const generateMetadata = titled('legalWork.adviser.newTitle')

export default async function NewAdviserPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'administrator')) notFound()
  const say = await saying()
  const today = dayOf(now())
  const units = await unitsOn(viewer, today, 'administrator')
  return (
    <>
      <PageHead
        above={<Link href="/advisers">{say.t('legalWork.page.title')}</Link>}
        title={say.t('legalWork.adviser.newTitle')}
      />
      <AdviserForm
        say={say}
        action={makeAdviser}
        begin={{
          ...{ name: null, unitId: units[0]?.id ?? null, fromDay: today, toDay: null },
          ...{ firm: null, phone: null, contract: null, isFullTime: false },
        }}
        units={units}
        button={say.t('legalWork.adviser.add')}
      />
    </>
  )
}
