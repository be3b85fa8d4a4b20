import type { Say } from '@/lib/core/i18n/say'
import { figureName } from '@/lib/statistics/rates/figure-name.rules'
import type { Moved } from '@/lib/statistics/rates/kept.rules'
import { isFraction, percentText } from '@/lib/statistics/rates/rate.rules'
import { type Typed, typedSaid } from '@/lib/statistics/typed/typed.rules'

/** A figure that no rows tell, of a unit. */
export type TypedIn = { unitId: number } & Pick<Typed, 'name' | 'kind' | 'value'>

/** One figure that was typed in and says something else since, in words; null where there is none. */
export type MovedTyped = { unitId: number; name: string; before: string | null; after: string | null }

/** What a write moved in a locked year. */
export type Moves = { figures: Moved[]; typed: MovedTyped[] }

export function typedMoved(before: TypedIn[], after: TypedIn[]): MovedTyped[] {
  const keyOf = ({ unitId, name }: TypedIn) => `${unitId} ${name}`
  const [was, is] = [before, after].map(all => new Map(all.map(each => [keyOf(each), each])))
  const keys = [...new Set([...before, ...after].map(keyOf))]
  return keys.flatMap(key => {
    const [from, to] = [was?.get(key), is?.get(key)]
    const said = { before: from ? typedSaid(from) : null, after: to ? typedSaid(to) : null }
    const { unitId, name } = (from ?? to) as TypedIn
    return said.before === said.after ? [] : [{ unitId, name, ...said }]
  })
}

/**
 * What is told of the moves: each figure for the year in every unit where it moved, or on a page of one of these in that
 * alone; where only months moved, these.
 */
export function toldOf({ figures }: Moves, unitId?: number): Moved[] {
  return [...new Set(figures.map(each => each.code))].flatMap(code => {
    const of = figures.filter(each => each.code === code && !each.isAlone)
    const ofYear = of.filter(each => each.month === '')
    const told = ofYear.length > 0 ? ofYear : of
    const own = told.filter(each => each.unitId === unitId)
    if (own.length > 0) return own
    return told.length > 0 ? told : figures.filter(each => each.code === code)
  })
}

/** 参学率 98.6%（71/72）→ 100%（72/72）; `names`: of units by their id. */
export function moveWords(
  say: Say,
  { unitId, month, code, before, after }: Moved,
  names: Map<number, string>,
): string {
  const said = (value: Moved['before']) => {
    if (!Array.isArray(value)) return isFraction(code) ? '—' : String(value ?? 0)
    const [numerator, denominator] = value
    return `${percentText({ numerator, denominator })}（${numerator}/${denominator}）`
  }
  const place = [names.get(unitId) ?? '', month].filter(Boolean).join(' ')
  const name = figureName(say, code)
  return `${[place, name].filter(Boolean).join(' ')} ${said(before)} → ${said(after)}`
}

/** So many figures are told in a message. */
const MOST_TOLD = 5

/** The first moves in words, of the units whose names are given. */
export function moveLines(say: Say, moves: unknown, names: Map<number, string>): string[] {
  const { figures, typed } = moves as Moves
  const isSeen = ({ unitId }: { unitId: number }) => names.has(unitId)
  const lines = [
    ...toldOf({ figures: figures.filter(isSeen), typed: [] }).map(each => moveWords(say, each, names)),
    ...typed.filter(isSeen).map(each => typedMoveWords(each, names)),
  ]
  const more = lines.length - MOST_TOLD
  return more > 0 ? [...lines.slice(0, MOST_TOLD), say.t('lock.more', { count: more })] : lines
}

export function typedMoveWords(
  { unitId, name, before, after }: MovedTyped,
  names: Map<number, string>,
): string {
  return `${[names.get(unitId) ?? '', name].filter(Boolean).join(' ')} ${before ?? '—'} → ${after ?? '—'}`
}
