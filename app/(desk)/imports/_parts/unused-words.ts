import type { Say } from '@/app/_i18n/messages'
import type { Unused } from '@/lib/spreadsheet/unused-columns.rules'

/** A column that several worksheets have is named once. */
export function distinctHeads<T extends Unused>(unused: readonly T[]): T[] {
  return [...new Map(unused.map(each => [each.head, each])).values()]
}

/** `经手人（林晓梅、王芳）`; `field` is the head that it looks like. */
export function textOfUnused({ t }: Say, { head, samples }: Unused, field: string | null): string {
  const places = { head, samples: samples.join('、') }
  return field === null
    ? t('importFolder.unusedColumn', places)
    : t('importFolder.unusedGuess', { ...places, field })
}
