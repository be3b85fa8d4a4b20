import type { Say } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import type { LogRow } from '@/lib/access/audit.queries'
import { type Names, namedBy } from '@/lib/access/audit-ids.rules'
import { glossary, type Term } from '@/lib/core/glossary'

/** One field of an entry in words: what it was, what it is, or both. */
export type Told = { field: string; from?: string; to?: string }

type Fields = Record<string, unknown>

/** Who acted: nobody where none was signed in, 已清除 where the name was cleared and the account has none. */
export function actorWords({ t }: Say, { actor }: LogRow): string {
  return actor === null ? t('audit.log.cleared') : actor || t('audit.log.nobody')
}

/** What was changed: by the name that it has or had, by the word of a setting, a sheet or a file, or by its number. */
export function whatWords(say: Say, { subject, subjectId, what, before, after }: LogRow): string {
  if (what) return what
  if (subject === 'export')
    return say.said(`auditWord.route.${subjectId.replace(/\W+/g, '_').slice(1)}`) ?? ''
  if (subject === 'import') return say.said(`import.kind.${subjectId}`) ?? ''
  if (subject === 'report' || subject === 'year') return say.t('audit.log.year', { year: subjectId })
  const named = say.said(`auditWord.setting.${subjectId}`) ?? nameIn(before) ?? nameIn(after)
  if (named || subject === 'setting') return named ?? subjectId
  if (subjectId === '0') return ''
  if (isOfNoThing.includes(subject)) return /^\d+$/.test(subjectId) ? '' : subjectId
  return say.t('audit.log.gone', { id: subjectId.split('/').join('、') })
}
// Their number is none of a thing; a day or a file name is told.
const isOfNoThing = ['backup', 'log', 'purge', 'restore']

/** What it was called, where it has gone since. */
function nameIn(json: string | null): string | null {
  const value: unknown = JSON.parse(json ?? 'null')
  if (!isFields(value)) return null
  const name = value.title ?? value.name ?? value.content ?? value.word
  return typeof name === 'string' && name !== '' ? name : null
}

/**
 * The fields of an entry in words: of two states those that differ, of one all that hold something. Numbers of things
 * are told by name, codes by their word; what only the program reads is left out. Of a list no more than `most` are told.
 */
export function changesIn(say: Say, row: LogRow, names: Names, most = Number.POSITIVE_INFINITY): Told[] {
  const [before, after] = [row.before, row.after].map(json => JSON.parse(json ?? 'null') as unknown)
  const words = wordsFor(say, row.subject, names, most)
  const told =
    row.action === 'import.undo' && isFields(after)
      ? countsByTable(say, after)
      : isFields(before) && isFields(after)
        ? [...about(words, row.subject, before, after), ...differing(words, before, after)]
        : both(words, before, after)
  for (const field of ['before', 'after'] as const)
    if (row.cleared.includes(field))
      told.push({ field: say.t(`audit.log.${field}`), to: say.t('audit.log.cleared') })
  return told
}

/** How many rows of each table an undone import gave back: a table has the word that its page has. */
function countsByTable(say: Say, counts: Fields): Told[] {
  return Object.entries(counts).map(([table, count]) => ({
    field: say.said(`importRun.table.${table}`) ?? table,
    to: String(count),
  }))
}

/** One line of it. */
export function toldWords({ t }: Say, { field, from, to }: Told): string {
  if (from !== undefined && to !== undefined) return t('audit.log.step', { field, from, to })
  return from === undefined
    ? t('audit.log.is', { field, value: to ?? '' })
    : t('audit.log.was', { field, value: from })
}

type Words = { label(key: string): string; value(key: string, value: unknown): string }

/** `after` may be a part of the row: what it does not name has not changed. */
function differing(words: Words, before: Fields, after: Fields): Told[] {
  const shared = Object.keys(after).filter(key => key in before)
  if (shared.length === 0) return both(words, before, after)
  return Object.keys(after)
    .filter(
      key => !isHidden(key) && JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null),
    )
    .filter(key => key in before || !isEmpty(after[key]))
    .map(key => {
      const field = words.label(key)
      const to = words.value(key, after[key])
      return key in before ? { field, from: words.value(key, before[key]), to } : { field, to }
    })
}

/** Whom a row is of, where the thing itself does not say it: it is the same in both states. */
function about(words: Words, subject: string, before: Fields, after: Fields): Told[] {
  const keys = { activity: ['personId', 'name'], exam: ['personId'], setting: ['year'] }[subject] ?? []
  return keys
    .filter(key => !isEmpty(after[key]) && before[key] === after[key])
    .map(key => ({ field: words.label(key), to: words.value(key, after[key]) }))
}

function both(words: Words, before: unknown, after: unknown): Told[] {
  return [
    ...(isEmpty(before) ? [] : all(words, before).map(([field, from]) => ({ field, from }))),
    ...(isEmpty(after) ? [] : all(words, after).map(([field, to]) => ({ field, to }))),
  ]
}

function all(words: Words, value: unknown): [field: string, text: string][] {
  if (!isFields(value)) return [[words.label('content'), words.value('', value)]]
  return Object.entries(value)
    .filter(([key, each]) => !isHidden(key) && !isEmpty(each) && !(key === 'unit' && 'unitId' in value))
    .map(([key, each]) => [words.label(key), words.value(key, each)])
}

/** Of two states these change with every other field, or say nothing to a reader. */
const hidden = new Set([
  ...['id', 'uid', 'version', 'membershipsVersion', 'sequence', 'feedSequence', 'feedChangedAt', 'revision'],
  ...['createdAt', 'changedAt', 'initials', 'position', 'treeOrder', 'path', 'unitPath', 'copy', 'mapping'],
  // Who did it and when stands in the entry.
  ...['addedAt', 'addedBy', 'markedAt', 'markedBy'],
  ...['maySee', 'mayOrganise', 'mayChange', 'mayIssue', 'request', 'at', 'codeSecret'],
])
function isHidden(key: string): boolean {
  return hidden.has(key)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isFields(value) && Object.values(value).every(isEmpty)
}

/** The groups of the glossary that name the codes of a field; `subject.field` where the field alone does not say which. */
const groups: Record<string, string> = {
  'account.role': 'role',
  'activity.status': 'activityStatus',
  counting: 'counting',
  'exam.standing': 'examStanding',
  'exam.status': 'examStatus',
  leaveRule: 'leaveRule',
  mark: 'mark',
  'import.plan': 'planKind',
  medium: 'medium',
  'person.role': 'bodyRole',
  'plan.kind': 'planKind',
  'plan.status': 'planStatus',
  'setting.rule': 'leaveRule',
  standing: 'standing',
  'unit.kind': 'unitKind',
  was: 'mark',
}
const places: Record<string, string> = {
  'legalWork.kind': 'legalWork.kind',
  'activity.kind': 'attachment.kind',
  'planItem.kind': 'attachment.kind',
  'evidence.kind': 'attachment.kind',
  'import.kind': 'import.kind',
  'setting.kind': 'setting.termKind',
  how: 'attendance.person.how',
}
/** Records whose keys are words of the office, or of the program beside words of the office. */
const lists = new Set(['aliases', 'columns'])

/** Looked up once: a long log has the same fields again and again. */
const labels = new WeakMap<Say, Map<string, string>>()

function wordsFor(say: Say, subject: string, names: Names, most: number): Words {
  const label = (key: string): string => {
    const known = labels.get(say) ?? new Map<string, string>()
    labels.set(say, known)
    const place = key === 'name' ? `${subject} name` : key
    const found = known.get(place) ?? labelOf(key)
    known.set(place, found)
    return found
  }
  const labelOf = (key: string): string =>
    (key === 'name' && subject === 'person' ? say.t('auditWord.field.person') : null) ??
    said(`auditWord.field.${key}`) ??
    termOf(`rate.${key}`) ??
    termOf(`heading.${key}`) ??
    key
  const said = (key: string) => say.said(key)
  const termOf = (term: string) => (Object.hasOwn(glossary, term) ? say.term(term as Term) : null)

  const value = (key: string, of: unknown): string => {
    if (isEmpty(of)) return say.t('common.form.emptyValue')
    if (typeof of === 'boolean') return say.t(`auditWord.value.${of ? 'yes' : 'no'}`)
    if (Array.isArray(of)) {
      const list = of.slice(0, most).map(each => value(key, each))
      const text = list.join(of.some(isFields) ? '；' : '、')
      return of.length > most ? say.t('audit.log.andMore', { list: text, count: of.length }) : text
    }
    if (isFields(of)) return fields(key, of)
    if (typeof of === 'number') return number(key, of)
    return isJson(`${of}`) ? value(key, JSON.parse(`${of}`)) : word(key, `${of}`)
  }
  const fields = (key: string, of: Fields): string => {
    if (lists.has(key))
      return Object.values(of)
        .map(each => value('', each))
        .join('、')
    return all({ label, value }, of)
      .map(([field, text]) => say.t('audit.log.is', { field, value: text }))
      .join('，')
  }
  const number = (key: string, of: number): string => {
    const thing = namedBy(subject, key)
    if (thing) return names[thing]?.[of] ?? say.t('audit.log.gone', { id: of })
    // A new list of the same activity is another number.
    if (key === 'audienceId') return say.t('audit.log.list', { id: of })
    return /At$|^(startsAt|signInFrom|lateAfter|signInUntil)$/.test(key) ? when(of) : String(of)
  }
  const word = (key: string, of: string): string => {
    if (key === 'file') return of.split(/[\\/]/).at(-1) ?? of
    // The columns of a kind of sheet: `heads outputs`.
    if (of.startsWith('heads ')) return said(`import.kind.${of.slice(6)}`) ?? of
    return coded(key, of)
  }
  const coded = (key: string, of: string): string =>
    termOf(`${groups[`${subject}.${key}`] ?? groups[key]}.${of}`) ??
    said(`${places[`${subject}.${key}`] ?? places[key] ?? 'auditWord.value'}.${of}`) ??
    said(`auditWord.value.${of}`) ??
    of
  return { label, value }
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
