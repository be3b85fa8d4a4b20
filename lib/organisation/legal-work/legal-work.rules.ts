import { isWithin } from '@/lib/access/unit-path.rules'
import { holdsOn } from '@/lib/core/interval'

/** What a legal adviser takes part in. */
export const adviserKinds = ['decision', 'lawsuit', 'mediation', 'publicity', 'advice'] as const
/** What a leader does as 第一责任人 of the rule of law (党政主要负责人履行推进法治建设第一责任人职责规定). */
export const leaderKinds = ['specialStudy', 'hearing', 'account', 'lawBefore', 'trial', 'court'] as const
export const workKinds = [...adviserKinds, ...leaderKinds] as const
export type WorkKind = (typeof workKinds)[number]

export function isOfAdviser(kind: WorkKind): boolean {
  return (adviserKinds as readonly string[]).includes(kind)
}

type Term = { id: number; name: string; unitPath: string; fromDay: string; toDay: string | null }

/**
 * The adviser of this name in office on the day: of the unit itself, else the nearest above, else of a unit below,
 * whom the street may ask too.
 */
export function adviserMeant(
  terms: Term[],
  { name, day, unitPath }: { name: string; day: string; unitPath: string },
): Term | null {
  const inOffice = terms.filter(
    each =>
      each.name.trim() === name.trim() &&
      holdsOn(each, day) &&
      (isWithin(unitPath, each.unitPath) || isWithin(each.unitPath, unitPath)),
  )
  const [nearest] = inOffice.sort(
    (a, b) =>
      Number(isWithin(unitPath, b.unitPath)) - Number(isWithin(unitPath, a.unitPath)) ||
      b.unitPath.length - a.unitPath.length ||
      a.id - b.id,
  )
  return nearest ?? null
}
