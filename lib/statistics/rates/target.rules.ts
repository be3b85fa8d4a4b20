import type { Rate } from '@/lib/core/rate'
import { type RateCode, tenthsOf } from './rate.rules'

/** 百分点 from one rate to another, as `1.8` or `-0.4`; null where one of them has nobody. */
export function pointsFrom(before: Rate, now: Rate): number | null {
  if (before.denominator === 0 || now.denominator === 0) return null
  return (tenthsOf(now) - tenthsOf(before)) / 10
}

/** Whether a rate reaches its target in percent, in integers: 1999/2000 does not reach 100. */
export function reaches({ numerator, denominator }: Rate, target: number): boolean {
  return numerator * 100 >= denominator * target
}

/**
 * A cell is highlighted only below the target and with at least two people missing; more strongly far below it. Without a
 * target nothing is.
 */
export function toneOf(rate: Rate, target: number | null): 'soon' | 'owed' | null {
  if (target === null || rate.denominator - rate.numerator < 2 || reaches(rate, target)) return null
  return reaches(rate, target - 10) ? 'soon' : 'owed'
}

/** Targets in percent, by rate. */
export type Targets = Partial<Record<RateCode, number>>

/** The targets of a year: those that the office set; for 参学率 else what its plan asks for. */
export function targetsIn(set: Targets | undefined, requiredShare: number | null): Targets {
  return { ...(requiredShare !== null && { participationRate: requiredShare }), ...set }
}
