import { butSheet, onlySheet } from './said.rules'

type OneSheet = {
  read: { isHidden: boolean; columns: readonly { field: string | null; guess: string | null }[] }
}

/** Those of the proposed sheets that were chosen; by default all of them. */
export function chosenAmong<T extends { read: { name: string } }>(proposed: T[], answer = ''): T[] {
  const only = proposed.filter(({ read }) => answer === onlySheet(read.name))
  return only.length > 0 ? only : proposed.filter(({ read }) => answer !== butSheet(read.name))
}

/** The visible sheet with the most columns that are understood. */
export function mostLikely<T extends OneSheet>(all: readonly T[]): T | undefined {
  const known = ({ read }: OneSheet) =>
    read.columns.filter(each => each.field !== null || each.guess !== null).length
  return [...all].filter(each => !each.read.isHidden).sort((a, b) => known(b) - known(a))[0] ?? all[0]
}

/** Names of sheets of another state or purpose than the rest. */
const apart = /旧|备份|副本|作废|模板|样表|示例|草稿|初稿|参考|上年|去年|copy|backup/i

/**
 * Whether sheets are read together without a question: every visible one that is no copy of another is of this kind, and no
 * name sets one apart, as an old one or one of another year.
 */
export function areOneByName(names: readonly string[]): boolean {
  const years = new Set(names.map(each => /(?<!\d)20\d\d(?!\d)/.exec(each)?.[0]))
  return years.size === 1 && !names.some(each => apart.test(each))
}
