import { z } from 'zod'
import { tidyName } from '@/lib/core/names'
import { typedText } from '@/lib/core/text'
import { version } from '@/lib/core/version'

const ticked = z
  .literal('on')
  .optional()
  .transform(value => value === 'on')

export const eraseInput = z.object({
  personId: z.coerce.number({ error: 'common.form.notAChoice' }).int().positive('common.form.notAChoice'),
  version,
  /** The name, typed: what is taken out does not come back. */
  typedName: typedText({ error: 'common.form.required' })
    .transform(tidyName)
    .pipe(typedText().min(1, 'common.form.required')),
  /** Proofs of leave and make-ups as files; asked only where there are some. */
  proofs: z.enum(['remove', 'keep'], { error: 'common.form.required' }),
  /** Lists of a year that is not locked show 已注销人员 #n from now on. */
  openYears: ticked,
})
export type EraseInput = z.infer<typeof eraseInput>
