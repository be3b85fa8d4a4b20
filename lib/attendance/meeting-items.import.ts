import type { On } from '@/db/client'
import { itemsOpen } from '@/lib/plan/occurrences/open-items.sql'
import { proposedForAll } from '@/lib/plan/occurrences/proposed-item.rules'
import { ask, type Fault, type Judged } from '@/lib/spreadsheet/importer.rules'
import type { Context } from './attendance-context.import'
import type { JudgedRoll } from './attendance-rest.import'
import { isNewMeeting } from './new-meeting.rules'

/**
 * The items of the plan that new meetings may be: offered, once for all of which unit, form and days fit, and once for
 * those of a unit below or on other days of the month. Says which are joined.
 */
export async function itemsAsked(
  on: On,
  { hosts, options, viewer }: Context,
  rolls: JudgedRoll[],
  offers: Fault[],
): Promise<Judged<unknown>['notes']> {
  const fresh = rolls.filter(each => isNewMeeting(each.activity))
  if (fresh.length === 0) return []
  const { open } = await itemsOpen(on, viewer)
  const held = fresh.map(roll => ({
    ...roll.activity,
    unitPath: hosts.get(roll.activity.hostUnitId) ?? '',
    roll,
  }))
  const proposed = proposedForAll(held, open)
  const joined: typeof proposed = []
  for (const isSure of [true, false]) {
    const alike = proposed.filter(each => each.isSure === isSure)
    const [first] = alike
    if (!first) continue
    const offered: Fault[] = []
    const choices = [
      { value: 'join', choice: 'joinItems' },
      { value: 'apart', choice: 'joinNoItem' },
    ]
    const answer = ask(offered, options, {
      row: first.of.roll.row,
      field: null,
      reason: 'meetingItems',
      isDoubt: true,
      key: isSure ? 'meetingItems sure' : 'meetingItems likely',
      alike: 'meetings',
      places: { count: alike.length, items: saidOf(alike) },
      choices: isSure ? choices : choices.reverse(),
    })
    offers.push(...offered)
    if ((answer ?? choices[0]?.value) === 'join') joined.push(...alike)
  }
  for (const { of, item } of joined) of.roll.planItemId = item.id
  return joined.length === 0
    ? []
    : [{ reason: 'meetingsJoin', places: { count: joined.length, items: saidOf(joined) } }]
}

function saidOf(proposed: ReturnType<typeof proposedForAll>): string {
  return proposed.map(({ of, item }) => `${of.day} ${of.title}→${item.content}`).join('、')
}
