import type { Goals } from '@/lib/plan/goals/goal.queries'

export type GoalFacts = {
  /** Forms of what was held in the year, and in the year before. */
  forms: string[]
  formsBefore: string[]
  /** Entries of new media in each month that has begun. */
  months: number[]
  targets: { name: string; count: number; notHere: string | null }[]
}

export type GoalState = {
  kind: keyof Goals
  goal: number
  done: number
  due: number
  /** New forms; targets that are not reached. */
  names: string[]
  /** What speaks against a comparison: nothing was recorded in the year before. */
  isUnknown: boolean
}

/** Each goal that is set, with how far it has come. */
export function goalStates(goals: Goals, facts: GoalFacts): GoalState[] {
  const { newForms, newMediaAMonth, eachTarget } = goals
  const states: GoalState[] = []
  if (newForms !== null) {
    const isUnknown = facts.formsBefore.length === 0
    const names = isUnknown ? [] : facts.forms.filter(form => !facts.formsBefore.includes(form))
    states.push({ kind: 'newForms', goal: newForms, done: names.length, due: newForms, names, isUnknown })
  }
  if (newMediaAMonth !== null)
    states.push({
      kind: 'newMediaAMonth',
      goal: newMediaAMonth,
      done: facts.months.filter(items => items >= newMediaAMonth).length,
      due: facts.months.length,
      names: [],
      isUnknown: false,
    })
  if (eachTarget !== null) {
    const here = facts.targets.filter(each => each.notHere === null)
    const missing = here.filter(each => each.count < eachTarget)
    states.push({
      kind: 'eachTarget',
      goal: eachTarget,
      done: here.length - missing.length,
      due: here.length,
      names: missing.map(each => each.name),
      isUnknown: false,
    })
  }
  return states
}

export function isMet({ done, due, isUnknown }: GoalState): boolean {
  return !isUnknown && due > 0 && done >= due
}

/** The goals of a year in the words of a report's part 三. */
export function goalWords({ newForms, newMediaAMonth, eachTarget }: Goals): string {
  return [
    newForms && `新增普法形式${newForms}种`,
    newMediaAMonth && `每月通过新媒体推送普法信息不少于${newMediaAMonth}条`,
    eachTarget && `法律“八进”每类不少于${eachTarget}场次`,
  ]
    .filter(Boolean)
    .join('，')
}

/** How far the goals of a year have come, in the words of a report's part 一. */
export function goalStateWords(states: GoalState[]): string {
  return states
    .filter(each => !each.isUnknown && each.due > 0)
    .map(({ kind, goal, done, due, names }) => {
      const named = names.length > 0 ? names.join('、') : ''
      if (kind === 'newForms') return `新增普法形式${done}种${named && `（${named}）`}，目标${goal}种`
      if (kind === 'newMediaAMonth') return `新媒体推送${due}个月中${done}个月达到每月${goal}条`
      return `法律“八进”${due}类中${done}类达到${goal}场次${named && `，${named}没有达到`}`
    })
    .join('；')
}
