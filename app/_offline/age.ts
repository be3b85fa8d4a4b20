import { clock, filled } from '@/app/_i18n/filled'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** 11月29日 14:05 in Shanghai, in the reader's language. */
export function momentWords(at: number, words: Record<string, string>): string {
  const [, month, day] = new Date(at + 8 * HOUR).toISOString().slice(0, 10).split('-').map(Number)
  const months = (words.months ?? '').split(' ')
  return `${filled(words.monthDay ?? '', { month: months[(month ?? 1) - 1] ?? '', day: day ?? '' })} ${clock(at)}`
}

/** How long ago, rounded down; 刚刚 when the phone's clock is behind. */
export function ageWords(at: number, now: number, words: Record<string, string>): string {
  const age = now - at
  if (age < MINUTE) return words.justNow ?? ''
  const [unit, length] =
    age < HOUR
      ? (['minutesAgo', MINUTE] as const)
      : age < DAY
        ? (['hoursAgo', HOUR] as const)
        : (['daysAgo', DAY] as const)
  const count = Math.floor(age / length)
  return filled(words[unit] ?? '', { count })
}
