import { isWithin } from '@/lib/access/unit-path.rules'
import type { Day } from '@/lib/core/time'

/** An item of a plan, as far as an activity can be told to be of it. */
export type OpenItem = { id: number; content: string; form: string; unitPath: string; isClosed: boolean }
/** An occurrence without an activity or exam. */
export type OpenOccurrence<I extends OpenItem = OpenItem> = { item: I; fromDay: Day; toDay: Day }
export type Held = { day: Day; form: string; unitPath: string; title: string }

/**
 * The open occurrence that an activity may be: of the same form or about the same, of its unit or one above, in the same month. Surely
 * where unit and days fit and no other item does; of several the one that its title is about. Null where none fits, or
 * it cannot be told which.
 */
export function proposedFor<I extends OpenItem>(
  { day, form, unitPath, title }: Held,
  open: readonly OpenOccurrence<I>[],
): { open: OpenOccurrence<I>; isSure: boolean } | null {
  const month = day.slice(0, 7)
  const ofMonth = open.filter(
    ({ item, fromDay, toDay }) =>
      !item.isClosed &&
      isWithin(unitPath, item.unitPath) &&
      fromDay.slice(0, 7) <= month &&
      month <= toDay.slice(0, 7),
  )
  const fitting = ofMonth.filter(({ item }) => item.form === form)
  const own = (each: OpenOccurrence) => each.item.unitPath === unitPath
  const within = (each: OpenOccurrence) => each.fromDay <= day && day <= each.toDay
  const nearest = [
    fitting.filter(each => own(each) && within(each)),
    fitting.filter(own),
    fitting.filter(within),
    fitting,
  ].find(each => each.length > 0)
  if (!nearest) return byContent(ofMonth, title)
  const items = new Set(nearest.map(each => each.item.id))
  const about = nearest.filter(each => isAbout(each.item.content, title))
  const of = items.size === 1 ? nearest : about
  const [found] = of
  if (!found || new Set(of.map(each => each.item.id)).size > 1) return byContent(ofMonth, title)
  return { open: found, isSure: own(found) && within(found) && items.size === 1 }
}

/** Of another form the one whose content the title says, where that is more than a word: a sheet to sign says no form. */
function byContent<I extends OpenItem>(ofMonth: readonly OpenOccurrence<I>[], title: string) {
  const about = ofMonth.filter(({ item }) => isAbout(item.content, title, LEAST_LETTERS))
  const [found] = about
  return found && new Set(about.map(each => each.item.id)).size === 1 ? { open: found, isSure: false } : null
}
const LEAST_LETTERS = 4

/** The occurrences that several activities may be, each taken once, the sure ones first. */
export function proposedForAll<H extends Held, I extends OpenItem>(
  held: readonly H[],
  open: readonly OpenOccurrence<I>[],
): { of: H; item: I; isSure: boolean }[] {
  const free = [...open]
  const found: { of: H; item: I; isSure: boolean }[] = []
  for (const isSure of [true, false])
    for (const of of held) {
      if (found.some(each => each.of === of)) continue
      const proposed = proposedFor(of, free)
      if (!proposed || (isSure && !proposed.isSure)) continue
      free.splice(free.indexOf(proposed.open), 1)
      found.push({ of, item: proposed.open.item, isSure: proposed.isSure })
    }
  return held.flatMap(of => found.filter(each => each.of === of))
}

const plain = (text: string) =>
  text.normalize('NFKC').replace(/[\s《》〈〉“”"'「」（）()、，,]|中华人民共和国|学习|宣传/g, '')

/** Whether one text names what the other is about. */
function isAbout(one: string, other: string, least = 2): boolean {
  const [short, long] = [plain(one), plain(other)].sort((a, b) => a.length - b.length) as [string, string]
  return short.length >= least && long.includes(short)
}
