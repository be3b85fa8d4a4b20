import { inOrder } from '@/lib/core/text'
import type { NotHere } from '@/lib/organisation/settings/setting.rules'
import type { Event } from '@/lib/statistics/rates/facts.rules'

/**
 * The weaknesses in a year's report, as measures over public events: the forms used and the share of the most
 * frequent one, the share that used only paper or boards, and how often each 八进 target was reached.
 */
export function weaknessesIn(
  held: Event[],
  settings: { targets: string[]; targetsNotHere: NotHere[]; campaigns: string[] },
) {
  const events = held.filter(each => each.isPublic)
  const forms = counted(events.map(each => each.form)).sort(
    (a, b) => b.count - a.count || inOrder(a.name, b.name),
  )
  const reached = counted(held.flatMap(each => each.targets))
  const campaigned = counted(held.flatMap(each => each.campaign || []))
  return {
    forms: forms.map(({ name, count }) => ({ form: name, count })),
    commonest: { numerator: forms[0]?.count ?? 0, denominator: events.length },
    paperOnly: { numerator: events.filter(each => each.isPaperOnly).length, denominator: events.length },
    /** Those of the settings, and others that activities name. */
    campaigns: namedIn(settings.campaigns, campaigned),
    targets: namedIn(settings.targets, reached).map(each => ({
      ...each,
      /** Why it is 本辖区不适用; null where it applies. */
      notHere: settings.targetsNotHere.find(({ target }) => target === each.name)?.reason ?? null,
    })),
  }
}

type Named = { name: string; count: number }

function counted(names: string[]): Named[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => inOrder(a.name, b.name))
}

function namedIn(names: string[], found: Named[]): Named[] {
  return [...new Set([...names, ...found.map(each => each.name)])].map(name => ({
    name,
    count: found.find(each => each.name === name)?.count ?? 0,
  }))
}
