import { headers } from 'next/headers'
import Link from 'next/link'
import { SelectField, TextField } from '@/app/_form/field.client'
import { Form } from '@/app/_form/form.client'
import { wordsOf } from '@/app/_form/words'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/clock'
import { ownFeeds } from '@/lib/feed/queries'
import { alarmChoices, baseFor } from '@/lib/feed/rules'
import { saying } from '@/lib/i18n/say'
import { dayOf } from '@/lib/time/rules'
import { makeFeed } from './actions'
import { Steps } from './clients'
import { NewAddress } from './new-address.client'
import { OwnFeeds } from './own-feeds'

export const generateMetadata = titled('feed.page.title')

export default async function SubscribePage() {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const [feeds, sent] = await Promise.all([ownFeeds(viewer), headers()])
  const base = baseFor(sent.get('host'), process.env.APP_URL)
  const choices = alarmChoices.map(minutes => ({
    value: String(minutes ?? 'none'),
    label: minutes === null ? t('feed.page.alarmNone') : t(`feed.page.alarm${minutes}`),
  }))
  return (
    <>
      <PageHead
        above={
          <Link href="/calendar" prefetch={false}>
            {t('feed.page.back')}
          </Link>
        }
        title={t('feed.page.title')}
        below={t('feed.page.below')}
      />
      <div className="grid desk:grid-cols-[minmax(0,1fr)_340px] items-start gap-6">
        <div className="grid min-w-0 gap-6">
          <section className="card" aria-labelledby="new-address">
            <h2 id="new-address" className="mb-3">
              {t('feed.page.newTitle')}
            </h2>
            <Form
              action={makeFeed}
              words={wordsOf(say, 'feed.error.nameTooLong', 'feed.refused.tooMany', 'feed.page.created')}
              labels={{ name: t('feed.page.name'), alarm: t('feed.page.alarm') }}
            >
              <NewAddress
                base={base}
                words={{
                  open: t('feed.page.open'),
                  copyLabel: t('feed.page.copyLabel'),
                  copy: t('feed.page.copy'),
                  copied: t('feed.page.copied'),
                  secret: t('feed.page.secret'),
                }}
              />
              <div className="grid desk:grid-cols-2 gap-x-4">
                <TextField
                  name="name"
                  label={t('feed.page.name')}
                  hint={t('feed.page.nameHint')}
                  value={t('feed.page.namePhone')}
                  required
                />
                <SelectField
                  name="alarm"
                  label={t('feed.page.alarm')}
                  hint={t('feed.page.alarmHint')}
                  value="120"
                  choices={choices}
                />
              </div>
              <button type="submit" className="btn btn-main desk:w-auto w-full">
                {t('feed.page.create')}
              </button>
            </Form>
          </section>
          <Steps say={say} base={base} />
        </div>
        <div className="grid gap-4">
          <OwnFeeds say={say} feeds={feeds} today={dayOf(now())} />
          <section className="card" aria-labelledby="what-is-in-it">
            <h2 id="what-is-in-it" className="mb-2">
              {t('feed.page.whatTitle')}
            </h2>
            <p className="text-ink-2 text-sm">{t('feed.page.what')}</p>
            <p className="mt-2 text-ink-2 text-sm">{t('feed.page.late')}</p>
          </section>
        </div>
      </div>
    </>
  )
}
