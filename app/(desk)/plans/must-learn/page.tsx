import { notFound } from 'next/navigation'
import { Seen, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { numberIn } from '@/app/_forms/or-not-found'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { organisesAll } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { saveMustLearn } from '../actions'

export const generateMetadata = titled('plan.mustLearn.pageTitle')

export default async function MustLearnPage({ searchParams }: { searchParams: Promise<{ year?: string }> }) {
  const viewer = await requireViewer()
  if (!organisesAll(viewer)) notFound()
  const say = await saying()
  const { t } = say
  const asked = numberIn((await searchParams).year) ?? 0
  const year = asked >= 2000 && asked <= 2100 ? Math.floor(asked) : yearOf(dayOf(now()))
  const topics = (await mustLearnOf(year)).map(topic => topic.name).join('\n')
  const title = t('plan.mustLearn.title', { year })
  return (
    <>
      <PageHead title={title} />
      <Form edits action={saveMustLearn} labels={{ topics: title }} className="max-w-xl">
        <input type="hidden" name="year" value={year} />
        <Seen name="seen" value={topics} />
        <TextArea
          name="topics"
          label={t('plan.mustLearn.pageTitle')}
          hint={t('plan.mustLearn.hint')}
          rows={6}
          value={topics}
        />
        <SaveButton>{t('plan.mustLearn.save')}</SaveButton>
      </Form>
    </>
  )
}
