import { z } from 'zod'

/** Schema part: the version of the row that a form was made from. */
export const version = z.coerce.number('common.form.notReadable').int().min(0)

/** The same for a form that may also make the row: empty where its user saw none. */
export const versionOrNone = z
  .literal('')
  .transform(() => null)
  .or(version)
  .default(null)
