'use server'
import { action } from '@/app/_forms/action'
import { takeCampaignDay } from '@/lib/plan/campaigns/campaign.commands'
import { takeCampaignDayInput } from '@/lib/plan/campaigns/campaign.input'

export const takeDay = action(takeCampaignDayInput, takeCampaignDay, { refused: 'campaign.refused' })
