import { setReadOnly } from './read-only'

/** What does not agree in a file. */
export type Finding =
  /** A message of `PRAGMA integrity_check`. */
  | { kind: 'integrity'; text: string }
  | { kind: 'foreignKey'; table: string; row: number | null; parent: string }
  /** The rows of a scope (db/digest.ts) are not those that were written; `change` where it is known which value. */
  | { kind: 'rows'; scope: string; expected: number; found: number; change: Change | null }
  /** The definition of a table or an index is another one. */
  | { kind: 'definitions' }
  /** The row that says what the sums are of. */
  | { kind: 'layout' }
  | { kind: 'unreadable'; table: string; text: string }

export type Change = {
  table: string
  key: Record<string, string | number>
  /** Null where the whole row is one too many. */
  column: string | null
  now: string | number | null
  before: string | number | null
}

// Pages, actions and instrumentation are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & { xuefaFindings?: Finding[]; xuefaStructureRead?: boolean }

/**
 * Damage that was found: from now on the process only reads (db/read-only.ts). `withStructure`: the same check looked
 * at the structure of the file and its indexes.
 */
export function noteDamage(findings: Finding[], withStructure = false): void {
  if (findings.length === 0) return
  shared.xuefaStructureRead = withStructure
  const known = new Set(damage().map(each => JSON.stringify(each)))
  const more = findings.filter(each => !known.has(JSON.stringify(each)))
  if (more.length > 0) shared.xuefaFindings = [...damage(), ...more]
  setReadOnly('damaged', findings.map(briefly).join('\n'))
}

/** What was found in the open database; empty where all is well. */
export function damage(): Finding[] {
  return shared.xuefaFindings ?? []
}

/** Whether what was found is all: where only rows were compared, an index may lead to others of them. */
export function hasWholeStructure(): boolean {
  return shared.xuefaStructureRead === true && damage().every(each => each.kind === 'rows')
}

/** For db/client.ts: the findings belong to the file that was open. */
export function forgetDamage(): void {
  shared.xuefaFindings = undefined
  shared.xuefaStructureRead = undefined
}

/** A finding for the log: where, without the values of a row. */
export function briefly(finding: Finding): string {
  switch (finding.kind) {
    case 'rows':
      return `rows of ${finding.scope}: ${finding.expected} written, ${finding.found} there`
    case 'foreignKey':
      return `row ${finding.row} of ${finding.table} points to a ${finding.parent} that is not there`
    case 'integrity':
      return finding.text
    case 'unreadable':
      return `${finding.table} ${finding.text}`.trim()
    default:
      return finding.kind
  }
}
