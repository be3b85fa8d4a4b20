import { z } from 'zod'
import { typedText } from '@/lib/core/text'

export const backUpInput = z.object({ idempotencyKey: typedText().min(32, 'common.form.required').max(64) })
export type BackUpInput = z.infer<typeof backUpInput>
