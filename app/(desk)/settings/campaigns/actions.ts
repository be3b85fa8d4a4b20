'use server'
import { action } from '@/app/_forms/action'
import { confirmCampaignDay, putCampaignDay, removeCampaignDay } from '@/lib/plan/campaigns/campaign.commands'
import { campaignDayInput, oneCampaignDayInput } from '@/lib/plan/campaigns/campaign.input'

const refused = 'campaign.refused'

export const saveCampaignDay = action(campaignDayInput, putCampaignDay, {
  refused,
  goTo: () => '/settings/campaigns',
})
export const confirmDay = action(oneCampaignDayInput, confirmCampaignDay)
export const dropCampaignDay = action(oneCampaignDayInput, removeCampaignDay)
