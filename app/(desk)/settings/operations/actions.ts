'use server'
import { action } from '@/app/_forms/action'
import { backUpNow } from '@/lib/organisation/operations/backup.commands'
import { backUpInput } from '@/lib/organisation/operations/backup.input'

export const backUp = action(backUpInput, backUpNow, {
  refused: 'operation.refused',
  message: (answer, { t }) => {
    if ('working' in answer) return t('operation.backup.started')
    const { file, missing } = answer
    return missing > 0
      ? t('operation.backup.madeMissing', { file, count: missing })
      : t('operation.backup.made', { file })
  },
})
