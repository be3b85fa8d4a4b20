import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { campaignRows, themesOf } from '@/lib/plan/campaigns/campaign.queries'
import { settingsViewer } from '../_parts/viewer'
import { CampaignRows } from './_parts/campaign-rows'
import { ruleWords } from './_parts/rule-words'
import { saveCampaignDay } from './actions'

export const generateMetadata = titled('setting.nav.campaigns')

type Props = { searchParams: Promise<{ edit?: string }> }

export default async function CampaignsPage({ searchParams }: Props) {
  const viewer = await settingsViewer()
  const year = yearOf(dayOf(now()))
  const [rows, themes, { edit }, say] = await Promise.all([
    campaignRows(viewer),
    themesOf(year),
    searchParams,
    saying(),
  ])
  const { t } = say
  const days = rows.map(row => ({ ...row, theme: themes[row.id] ?? '', words: ruleWords(say, row.rule) }))
  const edited = days.find(each => String(each.id) === edit)
  const unsure = days.filter(each => each.confirmedAt === null).length
  const labels = {
    when: t('campaign.when'),
    name: t('campaign.name'),
    topic: t('campaign.topic'),
    theme: t('campaign.theme', { year }),
    lead: t('campaign.ledBy'),
    source: t('campaign.source'),
  }
  return (
    <>
      <PageHead
        title={t('setting.nav.campaigns')}
        below={t('campaign.count', { count: days.length, unsure })}
      />
      <p className="mb-4 text-ink-2">{t('campaign.lead')}</p>
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <section className="card desk:order-last" aria-labelledby="campaign-title">
          <h2 id="campaign-title" className="mb-3">
            {edited ? t('campaign.editTitle', { name: edited.name }) : t('campaign.addTitle')}
          </h2>
          <Form
            key={edit ?? 'new'}
            id="campaign"
            edits={edited && true}
            action={saveCampaignDay}
            labels={labels}
          >
            <input type="hidden" name="campaignDayId" value={edited?.id ?? ''} />
            <Seen value={edited?.version ?? null} />
            <TextField
              name="when"
              label={labels.when}
              hint={t('campaign.whenHint')}
              value={edited?.words}
              required
            />
            <TextField name="name" label={labels.name} value={edited?.name} required />
            <TextField
              name="topic"
              label={labels.topic}
              hint={t('campaign.topicHint')}
              value={edited?.topic}
            />
            <input type="hidden" name="themeYear" value={year} />
            <TextField name="theme" label={labels.theme} value={edited?.theme} />
            <TextField name="lead" label={labels.lead} value={edited?.lead} />
            <TextField name="source" label={labels.source} value={edited?.source} />
            <div className="flex gap-2">
              <SaveButton>{t(edited ? 'campaign.save' : 'campaign.add')}</SaveButton>
              {edited && (
                <Link href="/settings/campaigns" className="btn">
                  {t('campaign.cancel')}
                </Link>
              )}
            </div>
          </Form>
        </section>
        <div className="desk:col-span-2 min-w-0">
          {days.length > 0 ? <CampaignRows say={say} days={days} /> : <Empty text={t('campaign.none')} />}
        </div>
      </div>
    </>
  )
}
