import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { version, versionOrNone } from '@/lib/core/version'
import { ruleOfWords } from '@/lib/plan/items/yearly-rule.rules'

const required = 'common.form.required'
const id = z.coerce.number('common.form.notAChoice').int().positive('common.form.notAChoice')
const text = (max: number) => typedText().trim().max(max, 'campaign.refused.tooLong').default('')

export const campaignDayInput = z.object({
  /** Empty for a new publicity day. */
  campaignDayId: z
    .literal('')
    .transform(() => null)
    .or(id),
  /** As the user types it, `5月第三个星期日`; stored as a rule. */
  when: typedText(required)
    .trim()
    .min(1, required)
    .transform((words, context) => {
      const rule = ruleOfWords(words)
      if (rule) return rule
      context.addIssue({ code: 'custom', message: 'campaign.refused.notAWhen' })
      return z.NEVER
    }),
  name: typedText(required).trim().min(1, required).max(40, 'campaign.refused.tooLong'),
  topic: text(100),
  lead: text(40),
  source: text(100),
  /** 年度主题 of the chosen year. */
  theme: text(60),
  themeYear: z.coerce.number().int().min(2000).max(2100),
  /** Of the row, its theme of the year included; empty for a new one. */
  version: versionOrNone,
})
export type CampaignDayInput = z.infer<typeof campaignDayInput>

export const oneCampaignDayInput = z.object({ campaignDayId: id, version })
export type OneCampaignDayInput = z.infer<typeof oneCampaignDayInput>
export const takeCampaignDayInput = z.object({ planId: id, campaignDayId: id })
