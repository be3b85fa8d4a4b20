import { clock, filled } from '@/app/_i18n/filled'
import type { Mark, Standing } from '@/lib/attendance/attendance.rules'
import type { Wish } from '@/lib/attendance/mark.rules'

/** One row of a sheet as passed to the browser. */
export type Item = {
  id: number
  /** The number on the printed list; null for 名单外参加. */
  no: number | null
  name: string
  /** Initials and full pinyin, lower case. */
  key: string
  post: string
  group: string
  standing: Standing
  reason: string | null
  mark: Mark | null
  /** 3月28日: the day of the make-up. */
  madeUp: string | null
  /** 已申请请假，未批. */
  asksLeave: boolean
  by: string | null
  at: number | null
  v: number
}

/**
 * Why a mark is not accepted although the server is reachable: nobody is signed in, the page is of an earlier
 * release, or the server cannot write at the moment.
 */
export const hindrances = ['signedOut', 'outdated', 'diskFull', 'databaseBusy', 'readOnly'] as const
export type Hindrance = (typeof hindrances)[number]

export type Sending =
  | { state: 'saving'; wish: Wish }
  | { state: 'waiting'; wish: Wish; why?: Hindrance }
  | { state: 'refused'; wish: Wish; why: string }
  | { state: 'conflict'; wish: Wish; current: Item }

/** A row with the pending press applied: what is in the outbox counts as recorded on this page. */
export function laidOver(item: Item, sending?: Sending): Item {
  if (sending?.state !== 'saving' && sending?.state !== 'waiting') return item
  const { wish } = sending
  return { ...item, ...wish, reason: wish.reason ?? item.reason }
}

export type Key = Mark | 'exempt'
export const keys: Key[] = ['present', 'late', 'leftEarly', 'leave', 'absent', 'exempt']

/** The key shown as pressed; for a row from `laidOver` that includes a press still in the outbox. */
export function pressedKey(item: Item): Key | null {
  return item.standing === 'exempt' ? 'exempt' : item.mark
}

export function wishedKey(wish: Wish): Key | null {
  if ('standing' in wish) return wish.standing === 'exempt' ? 'exempt' : null
  return wish.mark
}

/**
 * Parses the marks that an earlier release stored as text, by person. A mark without a version is of a row that
 * nobody had marked, so it overwrites none.
 */
export function recalled(text: string | null): [id: number, kept: Wish & { version: number }][] {
  const kept = JSON.parse(text ?? '[]') as [number, Wish & { version?: number }][]
  return kept.map(([id, wish]) => [id, { ...wish, version: wish.version ?? 0 }])
}

/** The part of the server's answer that the sheet reads. */
export type Answered = {
  personId: number
  standing: Standing
  reason: string | null
  mark: Mark | null
  asksLeave?: number
  markedBy: string | null
  markedAt: number | null
  version: number
}

export function merged(item: Item, row: Answered): Item {
  return {
    ...item,
    standing: row.standing,
    reason: row.reason,
    mark: row.mark,
    asksLeave: row.asksLeave === undefined ? item.asksLeave : row.asksLeave > 0,
    by: row.markedBy,
    at: row.markedAt,
    v: row.version,
  }
}

/** Search by part of the name, start of the initials or of the pinyin, or the number on the list; null: all. */
export function hitsOf(items: Item[], typed: string): Set<number> | null {
  const word = typed.trim().toLowerCase()
  if (word === '') return null
  const fits = (item: Item) =>
    item.name.includes(word) ||
    item.key.split(' ').some(each => each.startsWith(word)) ||
    String(item.no) === word
  return new Set(items.filter(fits).map(item => item.id))
}

/** The rows grouped under their headings, in the order of the sheet. */
export function groupsOf(items: Item[]): { title: string; rows: Item[] }[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const rows = groups.get(item.group)
    if (rows) rows.push(item)
    else groups.set(item.group, [item])
  }
  return [...groups].map(([title, rows]) => ({ title, rows }))
}

/** The result of a mark, shown and announced to screen readers: 许国华 请假，已存 15:04. */
export function resultWords(item: Item, sending: Sending | null, words: Record<string, string>): string {
  const mark = words[`mark.${(sending ? wishedKey(sending.wish) : pressedKey(item)) ?? 'none'}`] ?? ''
  return filled(words.result ?? '', { name: item.name, mark, state: stateWords(item, sending, words) })
}

function stateWords(item: Item, sending: Sending | null, words: Record<string, string>): string {
  // An exemption has no timestamp of its own.
  if (sending === null)
    return filled(words.saved ?? '', { time: item.at === null ? '' : clock(item.at) }).trim()
  if (sending.state === 'waiting') return waitingWords(sending.why, words)
  if (sending.state === 'refused') return whyWords(sending.why, words)
  return (sending.state === 'conflict' ? words.bothMarked : words.saving) ?? ''
}

export function waitingWords(why: Hindrance | undefined, words: Record<string, string>): string {
  return words[why ? `waiting.${why}` : 'waiting'] ?? ''
}

/** The message for a refusal. */
export function whyWords(reason: string | undefined, words: Record<string, string>): string {
  return filled(words.refused ?? '', { why: words[`refused.${reason}`] ?? words['refused.other'] ?? '' })
}
