'use server'
import { action } from '@/app/_forms/action'
import { confirmCampaignDay, putCampaignDay, removeCampaignDay } from '@/lib/plan/campaigns/campaign.commands'
import { campaignDayInput, oneCampaignDayInput } from '@/lib/plan/campaigns/campaign.input'
import { ruleWords } from './_parts/rule-words'

const refused = 'campaign.refused'

export const saveCampaignDay = action(campaignDayInput, putCampaignDay, {
  log: ({ campaignDayId }) => ['setting', [campaignDayId ?? 0], 'setting.campaignDay'],
  refused,
  goTo: () => '/settings/campaigns',
  shown: ({ rule }: { rule: string }, say) => ({ when: ruleWords(say, rule) }),
})
export const confirmDay = action(oneCampaignDayInput, confirmCampaignDay)
export const dropCampaignDay = action(oneCampaignDayInput, removeCampaignDay)
