import { isWithin } from '@/lib/access/unit-path.rules'
import type { Day } from '@/lib/core/time'

/** An item of a plan, as far as an activity can be told to be of it. */
export type OpenItem = {
  id: number
  content: string
  form: string
  unitPath: string
  /** Of the unit whose plan it is: its items are often of an office below, which calls the unit together. */
  planUnitPath: string
  isClosed: boolean
}
/** An occurrence without an activity or exam. */
export type OpenOccurrence<I extends OpenItem = OpenItem> = { item: I; fromDay: Day; toDay: Day }
export type Held = { day: Day; form: string; unitPath: string; title: string }
type Proposed<I extends OpenItem> = { open: OpenOccurrence<I>; isSure: boolean }

/**
 * The open occurrence that an activity may be, in the same month: of the same form or about the same, of its unit or one
 * above; of its unit's plan by what it is about alone. Surely where unit and days fit and no other item does, or where one
 * says the same as its title; of several the one that its title is about. Null where none fits, or it cannot be told which.
 */
export function proposedFor<I extends OpenItem>(
  held: Held,
  open: readonly OpenOccurrence<I>[],
): Proposed<I> | null {
  const { day, unitPath, title } = held
  const month = day.slice(0, 7)
  const ofMonth = open.filter(
    ({ item, fromDay, toDay }) =>
      !item.isClosed &&
      (isWithin(unitPath, item.unitPath) || item.planUnitPath === unitPath) &&
      fromDay.slice(0, 7) <= month &&
      month <= toDay.slice(0, 7),
  )
  const same = onlyOne(ofMonth.filter(({ item }) => plain(item.content) === plain(title)))
  if (same && plain(title).length >= LEAST_LETTERS) return { open: same, isSure: isWithinDays(same, day) }
  const ofUnits = ofMonth.filter(({ item }) => isWithin(unitPath, item.unitPath))
  const ofForm = byForm(held, ofUnits)
  if (ofForm && isAbout(ofForm.open.item.content, title)) return ofForm
  return byContent(ofMonth, title) ?? ofForm
}

function byForm<I extends OpenItem>(
  { day, form, unitPath, title }: Held,
  ofUnits: OpenOccurrence<I>[],
): Proposed<I> | null {
  const fitting = ofUnits.filter(({ item }) => item.form === form)
  const own = (each: OpenOccurrence) => each.item.unitPath === unitPath
  const within = (each: OpenOccurrence) => isWithinDays(each, day)
  const nearest = [
    fitting.filter(each => own(each) && within(each)),
    fitting.filter(own),
    fitting.filter(within),
    fitting,
  ].find(each => each.length > 0)
  if (!nearest) return null
  const only = onlyOne(nearest)
  const found = only ?? onlyOne(nearest.filter(each => isAbout(each.item.content, title)))
  return found && { open: found, isSure: own(found) && within(found) && only !== null }
}

/**
 * Of another form the one whose content the title says, where that is more than a word: a sheet to sign says no form. Else
 * the one of which the title names a law, as of `宪法、民法典`.
 */
function byContent<I extends OpenItem>(ofMonth: OpenOccurrence<I>[], title: string): Proposed<I> | null {
  const said = ofMonth.filter(({ item }) => isAbout(item.content, title, LEAST_LETTERS))
  const found = onlyOne(
    said.length > 0 ? said : ofMonth.filter(({ item }) => namesOneOf(item.content, title)),
  )
  return found && { open: found, isSure: false }
}
const LEAST_LETTERS = 4

/** Whether the title names one of the laws that the content lists: by its marks 《》, or as a name that ends as laws do. */
function namesOneOf(content: string, title: string): boolean {
  const marked = [...content.matchAll(/《([^》]+)》/g)].map(([, law = '']) => law)
  const laws = marked.length > 0 ? marked : content.split(/[、，,；;和与及]/).filter(part => LAW.test(part))
  const said = plain(title)
  return laws.map(plain).some(law => law.length > 2 && said.includes(law))
}
const LAW = /(?:法|法典|条例)$/

/** The first of them where all are of one item: its occurrences are interchangeable. */
function onlyOne<I extends OpenItem>(occurrences: OpenOccurrence<I>[]): OpenOccurrence<I> | null {
  const [first] = occurrences
  return first && occurrences.every(each => each.item.id === first.item.id) ? first : null
}

const isWithinDays = ({ fromDay, toDay }: OpenOccurrence, day: Day) => fromDay <= day && day <= toDay

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
  text.normalize('NFKC').replace(/[\s《》〈〉“”"'「」（）()、，,]|中华人民共和国|学习|宣传(?![周月日])/g, '')

/** Whether one text names what the other is about. */
export function isAbout(one: string, other: string, least = 2): boolean {
  const [short, long] = [plain(one), plain(other)].sort((a, b) => a.length - b.length) as [string, string]
  return short.length >= least && long.includes(short)
}
