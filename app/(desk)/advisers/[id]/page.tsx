import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { adviserById } from '@/lib/organisation/legal-work/legal-work.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { AdviserForm } from '../_parts/adviser-form'
import { saveAdviser } from '../actions'

export const generateMetadata = titled('legalWork.adviser.editTitle')

export default async function AdviserPage({ params }: PageProps<'/advisers/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const found = await orNotFound(adviserById(viewer, idOf((await params).id)))
  if (!found.mayChange) notFound()
  const units = await unitsFor(viewer, 'administrator')
  return (
    <>
      <PageHead
        above={<Link href="/advisers">{say.t('legalWork.page.title')}</Link>}
        title={say.t('legalWork.adviser.editTitle')}
        below={found.unitName}
      />
      <AdviserForm
        say={say}
        action={saveAdviser}
        begin={found}
        units={units}
        button={say.t('legalWork.adviser.save')}
      />
    </>
  )
}
