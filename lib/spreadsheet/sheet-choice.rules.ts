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
