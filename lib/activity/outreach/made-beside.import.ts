import type { On } from '@/db/client'
import { output } from '@/db/schema/output'
import type { Day } from '@/lib/core/time'
import { channels as allChannels, type Channel } from '@/lib/organisation/settings/setting.queries'
import { type Asking, figureAsked } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells } from '@/lib/spreadsheet/importer.rules'
import { channelNamed, madeIn } from './material.sheet'

/** What a row of a ledger of activities says was put up or handed out there. */
export type Made = {
  channelId: number
  quantity: number
  unitWord: string | null
  topic: string | null
  text: string
}
type Standing = Pick<
  typeof output.$inferSelect,
  'day' | 'unitId' | 'activityId' | 'channelId' | 'quantity' | 'topic' | 'place'
>
type MadeContext = { channels: Channel[]; standing: Standing[] }

/** The tables that it reads. */
export const madeFrom = ['channel', 'output'] as const

/** What is needed to judge such columns; null where the sheet has none. */
export async function madeContext(on: On, rows: readonly Cells[]): Promise<MadeContext | null> {
  if (!rows.some(each => madeIn(each.cells).length > 0)) return null
  const { day, unitId, activityId, channelId, quantity, topic, place } = output
  const [channels, standing] = await Promise.all([
    allChannels(on),
    on.select({ day, unitId, activityId, channelId, quantity, topic, place }).from(output),
  ])
  return { channels, standing }
}

/**
 * The entries of the 宣传台账 that a row makes beside its activity: asked once for the sheet, and where the like stands.
 * None where something was asked.
 */
export function madeOf(
  { channels, standing }: MadeContext,
  cells: Cells['cells'],
  of: { id: number | null; day: Day; unitId: number; isThere: (place: string) => boolean },
  asking: Asking,
): Made[] {
  const columns = madeIn(cells)
  const { faults, options, row } = asking
  const [first] = columns
  if (!first) return []
  const answer = ask(faults, options, {
    row,
    field: first.field,
    reason: 'outputsBeside',
    isDoubt: true,
    isOfColumn: true,
    key: 'outputsBeside',
    choices: [
      { value: 'enter', choice: 'enterOutputs' },
      { value: 'leave', choice: 'leaveOutputs' },
    ],
  })
  if (answer !== 'enter') return []
  const before = faults.length
  const made: Made[] = []
  for (const { field, channel: name, item, text } of columns) {
    const channel = channelNamed(name, channels)
    if (!channel) {
      faults.push({ row, field, reason: 'unknownChannel', places: { text: name, word: name } })
      continue
    }
    const figure = figureAsked(asking, field, text)
    if (figure === null || figure.value === 0) continue
    const { value: quantity, unitWord } = figure
    const topic = item || null
    const measured = `${quantity}${unitWord || channel.unitWord}`
    const said = { day: of.day, text: `${topic ?? channel.name} ${measured}` }
    // Handed out there by another unit, it may be the same lot.
    const alike = standing.filter(
      each =>
        each.channelId === channel.id &&
        each.quantity === quantity &&
        (each.unitId === of.unitId || (each.place !== null && of.isThere(each.place))),
    )
    if (alike.some(each => of.id !== null && each.activityId === of.id && each.topic === topic)) continue
    const near = alike.find(each => each.day === of.day)
    if (near && !isAnother(asking, said, near.topic === topic ? [] : ['topic'])) continue
    made.push({
      channelId: channel.id,
      quantity,
      topic,
      unitWord: unitWord === '' || unitWord === channel.unitWord ? null : unitWord,
      text: said.text,
    })
  }
  return faults.length > before ? [] : made
}

/**
 * Asks, once for all that differ in the same, whether an entry of the same day, unit, channel and quantity is another
 * one.
 */
function isAnother(
  { faults, options, row }: Asking,
  places: { day: Day; text: string },
  differing: string[],
): boolean {
  const answer = ask(faults, options, {
    row,
    field: null,
    reason: 'sameAsStanding',
    isDoubt: true,
    places,
    alike: ['entry', ...differing].join(' '),
    choices: [
      { value: 'same', choice: 'sameOutput' },
      { value: 'other', choice: 'otherOutput' },
    ],
  })
  return answer === 'other'
}

/** The entries of one activity. */
export function entriesOf(
  made: readonly Made[],
  { day, unitId, activityId }: { day: Day; unitId: number; activityId: number },
) {
  const beside = { day, unitId, activityId, place: null, reads: null, copy: 1 }
  return made.map(({ text: _, ...facts }) => ({ ...facts, ...beside }))
}
