import { z } from 'zod'
import { tidyName } from '@/lib/core/names'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'
import { version, versionOrNone } from '@/lib/core/version'
import { bodyRoles } from './person.rules'

const required = 'common.form.required'
const id = z.coerce.number({ error: 'common.form.notAChoice' }).int().positive('common.form.notAChoice')
const day = typedText({ error: required }).min(1, required).refine(isDay, 'common.form.notADay')
/** An empty field becomes null. */
const text = (longest: number) =>
  typedText()
    .default('')
    .transform(tidyName)
    .pipe(typedText().max(longest, 'roster.form.tooLong'))
    .transform(typed => typed || null)
const name = typedText({ error: required })
  .transform(tidyName)
  .pipe(typedText().min(1, required).max(60, 'roster.form.tooLong'))
const phone = typedText()
  .default('')
  .transform(typed => typed.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(typedText().regex(/^(\+?\d{5,20})?$/, 'roster.form.notAPhone'))
  .transform(typed => typed || null)
const position = typedText()
  .default('')
  .pipe(typedText().regex(/^\d{0,6}$/, 'common.form.notANumber'))
  .transform(typed => (typed === '' ? null : Number(typed)))
/** 工号: where it is empty the product assigns one. */
const staffNo = typedText()
  .default('')
  .transform(typed => typed.normalize('NFKC').replace(/\s+/g, ''))
  .pipe(typedText().max(40, 'roster.form.tooLong'))
  .transform(typed => typed || null)

const personFields = { name, staffNo, post: text(60), rankBand: text(40), phone, position }

export const newPersonInput = z.object({
  idempotencyKey: typedText().min(16, required),
  ...personFields,
  unitId: id,
  fromDay: day,
  tags: z.array(id).default([]),
})
export type NewPersonInput = z.infer<typeof newPersonInput>

export const personInput = z.object({ personId: id, version, ...personFields })
export type PersonInput = z.infer<typeof personInput>

export const moveInput = z.object({
  personId: id,
  /** Of the person's memberships, as in the two forms below. */
  version,
  unitId: id,
  day,
  /** 调动, or 兼任 in addition to the present unit. */
  how: z.enum(['move', 'join'], { error: 'common.form.notAChoice' }),
})
export type MoveInput = z.infer<typeof moveInput>

export const leaveInput = z.object({
  personId: id,
  version,
  /** One membership, or every one (离岗). */
  membershipId: z.literal('all').or(id),
  lastDay: day,
  /** 同时停用账号. */
  disable: z
    .literal('on')
    .optional()
    .transform(ticked => ticked === 'on'),
})
export type LeaveInput = z.infer<typeof leaveInput>

export const addTagInput = z.object({ personId: id, tag: name, fromDay: day })
export type AddTagInput = z.infer<typeof addTagInput>

export const endTagInput = z.object({ personId: id, personTagId: id, version, lastDay: day })
export type EndTagInput = z.infer<typeof endTagInput>

export const bodyRoleInput = z.object({
  personId: id,
  tagId: id,
  role: z.literal('').or(z.enum(bodyRoles)),
  /** Empty where the person had no role. */
  version: versionOrNone,
})
export type BodyRoleInput = z.infer<typeof bodyRoleInput>

export const withdrawInput = z.object({ personId: id, what: z.enum(['membership', 'tag']), id })
export type WithdrawInput = z.infer<typeof withdrawInput>
