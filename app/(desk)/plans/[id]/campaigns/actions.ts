'use server'
import { action } from '@/app/_form/action'
import { takeCampaignDay } from '@/lib/campaign/commands'
import { takeCampaignDayInput } from '@/lib/campaign/input'

export const takeDay = action(takeCampaignDayInput, takeCampaignDay, { refused: 'campaign.refused' })
