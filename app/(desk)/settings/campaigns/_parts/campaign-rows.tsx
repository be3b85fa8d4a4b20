import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { confirmDay, dropCampaignDay } from '../actions'

type Day = {
  id: number
  words: string
  name: string
  topic: string
  lead: string
  theme: string
  source: string
  confirmedAt: number | null
  version: number
}

/** The campaign days as a list; an uncertain one is marked so, and can be confirmed in place. */
export function CampaignRows({ say, days }: { say: Say; days: Day[] }) {
  const { t } = say
  return (
    <ul className="card divide-y divide-line py-0">
      {days.map(day => (
        <li key={day.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <div className="min-w-0 desk:flex-1 basis-full desk:basis-0">
            <p className="flex flex-wrap items-center gap-x-2">
              <Link
                href={`/settings/campaigns?edit=${day.id}`}
                className="inline-flex desk:min-h-0 min-h-11 items-center font-semibold"
              >
                {day.name}
              </Link>
              <span className="text-ink-2">{day.words}</span>
              {day.confirmedAt === null && <Tag tone="soon">{t('campaign.unsure')}</Tag>}
            </p>
            <p className="text-ink-3 text-sm">
              {[day.topic, day.theme && t('campaign.themeOf', { theme: day.theme }), day.lead, day.source]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <div className="flex gap-4">
            {day.confirmedAt === null && (
              <ButtonForm
                id={`confirm-${day.id}`}
                action={confirmDay}
                fields={{ campaignDayId: day.id, version: day.version }}
                look="min-h-11 text-indigo underline"
                label={t('campaign.confirmLabel', { name: day.name })}
              >
                {t('campaign.confirm')}
              </ButtonForm>
            )}
            <ButtonForm
              id={`drop-${day.id}`}
              action={dropCampaignDay}
              fields={{ campaignDayId: day.id, version: day.version }}
              look="min-h-11 text-indigo underline"
              label={t('campaign.removeLabel', { name: day.name })}
            >
              {t('campaign.remove')}
            </ButtonForm>
          </div>
        </li>
      ))}
    </ul>
  )
}
