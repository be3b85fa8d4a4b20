import { z } from 'zod'
import { factorRules } from '@/lib/access/second-factor.rules'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { version, versionOrNone } from '@/lib/core/version'
import {
  linesOf,
  media,
  notHereOf,
  retentionBounds,
  reviewedKinds,
  type TargetedRate,
  targetedRates,
} from './setting.rules'
import { leaveRules } from './study.rules'

const required = 'common.form.required'
const id = z.coerce.number({ error: 'common.form.notAChoice' }).int().positive('common.form.notAChoice')
const lines = typedText().default('').transform(linesOf)
const word = typedText({ error: required })
  .transform(typed => typed.normalize('NFKC').trim())
  .pipe(typedText().min(1, required).max(60, 'setting.form.tooLong'))

export const listsInput = z
  .object({
    version,
    forms: lines.refine(list => list.length > 0, required),
    publicForms: z.array(typedText()).default([]),
    targets: lines,
    targetsNotHere: typedText().default(''),
    campaigns: lines,
  })
  .transform((typed, context) => {
    const targetsNotHere = notHereOf(typed.targetsNotHere, typed.targets)
    if (targetsNotHere) return { ...typed, targetsNotHere }
    context.addIssue({ code: 'custom', path: ['targetsNotHere'], message: 'setting.form.notHere' })
    return z.NEVER
  })
export type ListsInput = z.infer<typeof listsInput>

export const figuresInput = z.object({
  version,
  excellentShare: typedText({ error: required })
    .regex(/^\d{1,3}$/, 'common.form.notANumber')
    .transform(Number)
    .refine(share => share > 0 && share <= 100, 'setting.form.notAShare'),
  spreadLeast: typedText({ error: required })
    .regex(/^\d{1,4}$/, 'common.form.notANumber')
    .transform(Number)
    .refine(least => least > 0, 'setting.form.notALeast'),
  reportPassRate: z.enum(['passRate', 'passRateOfSat'], { error: 'common.form.notAChoice' }),
  reviewKinds: z.array(z.enum(reviewedKinds, { error: 'common.form.notAChoice' })).default([]),
})
export type FiguresInput = z.infer<typeof figuresInput>

const target = typedText()
  .trim()
  .regex(/^(\d{1,3}[%％]?)?$/, 'setting.form.notATarget')
  .transform(typed => (typed === '' ? null : Number.parseInt(typed, 10)))
  .refine(share => share === null || (share >= 1 && share <= 100), 'setting.form.notATarget')
  .optional()

/** The targets of one year; blank: none. */
export const targetsInput = z
  .object({
    version,
    year: z.coerce.number({ error: 'common.form.notANumber' }).int().min(1990).max(2199),
    ...(Object.fromEntries(targetedRates.map(code => [code, target])) as Record<TargetedRate, typeof target>),
  })
  .transform(({ version, year, ...typed }) => ({
    version,
    year,
    targets: Object.fromEntries(
      targetedRates.flatMap(code => (typed[code] == null ? [] : [[code, typed[code]]])),
    ) as Partial<Record<TargetedRate, number>>,
  }))
export type TargetsInput = z.infer<typeof targetsInput>

/**
 * 请假事由: `kinds` and `rules` are parallel lists, a blank kind is ignored; rule '' follows the plan.
 * `autoCloseDays` blank: no automatic confirmation.
 */
export const rollsInput = z
  .object({
    version,
    kinds: z.array(typedText().max(300)).max(40).default([]),
    rules: z.array(z.enum(['', ...leaveRules], { error: 'common.form.notAChoice' })).default([]),
    autoCloseDays: typedText()
      .trim()
      .regex(/^(\d{1,3})?$/, 'common.form.notANumber')
      .transform(typed => (typed === '' ? null : Number(typed)))
      .refine(days => days === null || days >= 1, 'setting.form.notDays'),
  })
  .transform(({ version, kinds, rules, autoCloseDays }, context) => {
    const leaveKinds = kinds
      .map((typed, at) => ({ kind: typed.normalize('NFKC').trim(), rule: rules[at] || null }))
      .filter(({ kind }) => kind !== '')
    const names = leaveKinds.map(({ kind }) => kind)
    if (names.length > 0 && names.every((kind, at) => kind.length <= 20 && names.indexOf(kind) === at))
      return { version, leaveKinds, autoCloseDays }
    context.addIssue({ code: 'custom', path: ['kinds'], message: 'setting.form.notKinds' })
    return z.NEVER
  })
export type RollsInput = z.infer<typeof rollsInput>

export const sessionsInput = z.object({
  version,
  idleMinutes: typedText({ error: required })
    .trim()
    .regex(/^\d{1,3}$/, 'setting.form.notMinutes')
    .transform(Number)
    .refine(minutes => minutes >= 5 && minutes <= 720, 'setting.form.notMinutes'),
  secondFactor: z.enum(factorRules, { error: 'common.form.notAChoice' }),
})
export type SessionsInput = z.infer<typeof sessionsInput>

function within([least, most]: readonly [number, number], error: string) {
  return typedText({ error: required })
    .trim()
    .regex(/^\d{1,3}$/, error)
    .transform(Number)
    .refine(number => number >= least && number <= most, error)
}

export const retentionInput = z.object({
  version,
  sessionDays: within(retentionBounds.sessionDays, 'setting.form.notSessionDays'),
  requestLogMonths: within(retentionBounds.requestLogMonths, 'setting.form.notLogMonths'),
  signInLogMonths: within(retentionBounds.signInLogMonths, 'setting.form.notLogMonths'),
  /** Empty: 不清除. */
  evidenceYears: z
    .literal('')
    .transform(() => null)
    .or(within(retentionBounds.evidenceYears, 'setting.form.notEvidenceYears')),
})
export type RetentionInput = z.infer<typeof retentionInput>

export const channelInput = z.object({
  /** Empty for a new one. */
  channelId: z
    .literal('')
    .transform(() => null)
    .or(id),
  version: versionOrNone,
  name: word,
  medium: z.enum(media, { error: 'common.form.notAChoice' }),
  unitWord: word,
})
export type ChannelInput = z.infer<typeof channelInput>

export const removeChannelInput = z.object({ channelId: id, version })
export type RemoveChannelInput = z.infer<typeof removeChannelInput>

export const dayInput = z.object({
  version: versionOrNone,
  day: typedText({ error: required }).min(1, required).refine(isDay, 'common.form.notADay'),
  name: word,
  kind: z.enum(['off', 'work'], { error: 'common.form.notAChoice' }),
})
export type DayInput = z.infer<typeof dayInput>

export const removeDayInput = z.object({ day: typedText(), version })
export type RemoveDayInput = z.infer<typeof removeDayInput>

export const termKinds = [
  'audience',
  'form',
  'tag',
  'channel',
  'topic',
  'state',
  'activity',
  'exam',
  'item',
  'person',
] as const

export const wordInput = z.object({
  version: versionOrNone,
  kind: z.enum(termKinds, { error: 'common.form.notAChoice' }),
  word,
  meaning: word,
})
export type WordInput = z.infer<typeof wordInput>

/** `unit` is an alias of a unit, the rest are terms; `meaning` as the page showed it. */
export const removeWordInput = z.object({
  kind: typedText().min(1),
  word: typedText().min(1),
  meaning: typedText(),
})
export type RemoveWordInput = z.infer<typeof removeWordInput>
