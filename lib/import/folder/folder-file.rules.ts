import { isFit } from '@/lib/core/text'
import { stemOf } from '@/lib/import/path-facts.rules'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

export const MOST_FILES = 2000
export const MOST_FOLDER_BYTES = 4 * 1024 ** 3
/** A zip that is sent as one file, where there is no script. */
export const MOST_ZIP_BYTES = 100 * 1024 ** 2

/** The order in which the files of a year are written, as each rests on what those before it have brought. */
const order: ImportKind[] = [
  'units',
  'roster',
  'plan',
  'activities',
  'attendance',
  'exams',
  'results',
  'study',
  'outputs',
  'advisers',
  'works',
]

const byName = new Intl.Collator('zh', { numeric: true })

export function inFolderOrder<T extends { kind: ImportKind; path: string }>(files: readonly T[]): T[] {
  return [...files].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || byName.compare(a.path, b.path),
  )
}

/** What systems and programs leave in every folder, and nobody means: it is not even listed. */
export function isOfNobody(path: string): boolean {
  const steps = path.split('/')
  return steps.some(
    step =>
      step === '__MACOSX' ||
      step.startsWith('~$') ||
      /^\.(?!\.?$)/.test(step) ||
      /^(?:thumbs\.db|desktop\.ini|ehthumbs\.db)$/i.test(step),
  )
}

/** Why a path of an archive is not taken: it leads out of the folder, or cannot be stored. */
export function isUnfitPath(path: string): boolean {
  const steps = path.replaceAll('\\', '/').split('/')
  return (
    /^(?:\/|[a-z]:)/i.test(path.replaceAll('\\', '/')) ||
    steps.some(step => step === '..') ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u001f\u007f\ufffd]/.test(path) ||
    !isFit(path)
  )
}

/** Control characters, what stands for no character, and what turns the direction of the text beside it. */
const UNSHOWN = /[\p{Cc}\p{Cs}\ufffd-\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** An unfit path as text alone: its file is named, and never read. */
export function shownPath(path: string): string {
  return path.replace(UNSHOWN, '?').slice(0, LONGEST_PATH)
}

/** Characters of a path that are kept. */
export const LONGEST_PATH = 300

/** A plan of study for the communities rather than for the officials. */
export function isForCommunities(words: string): boolean {
  return /社区|企事业|村/.test(words) && !/机关/.test(words)
}

/**
 * The title that a file means: by its name, else by a line above its heads. The title is in the line, or the line is in
 * the title. Null where none or several fit.
 */
export function titleMeant(path: string, lines: readonly string[], titles: readonly string[]): string | null {
  for (const line of [stemOf(path), ...lines])
    for (const words of [
      /(?:成绩|得分)(?:单|表|册|汇总)*$|(?:完成)?情况(?:表)?$|统计?表$/,
      /(?:考试|测试|测验)?(?:成绩|得分).*$|(?:完成)?情况.*$|名单.*$/,
    ]) {
      const bare = matchKey(line.replace(words, ''))
      if (bare.length < 4) continue
      const fits = titles.filter(title => {
        const key = matchKey(title)
        return key.includes(bare) || (key.length >= 4 && bare.includes(key))
      })
      const [only] = fits
      if (fits.length === 1 && only !== undefined) return only
    }
  return null
}
