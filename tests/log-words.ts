import { sayIn } from '@/app/_i18n/messages'
import { actionWord } from '@/app/(desk)/settings/audit/_parts/action-word'
import { changesIn, whatWords } from '@/app/(desk)/settings/audit/_parts/log-words'
import { namedBy } from '@/lib/access/audit-ids.rules'

/** An entry of the log, with the values before and after as JSON. */
export type Logged = [
  action: string,
  subject: string,
  subjectId: string,
  before: string | null,
  after: string | null,
]

/** What the page of the log would show of an entry as the program keeps it: a key, a code, a number of a thing, JSON. */
export function notInWords([action, subject, subjectId, before, after]: Logged): string[] {
  const say = sayIn('zh')
  const row = { id: 1, at: 0, actor: '', what: null, reason: null, cleared: [], isUnsealed: false }
  const entry = { ...row, action, subject, subjectId, before, after }
  const changes = changesIn(say, entry, {})
  const raw = [
    actionWord(say, action),
    ...changes.map(each => each.field),
    ...changes.flatMap(({ from, to }) => [from ?? '', to ?? '']).filter(isRaw),
    whatWords(say, entry),
  ].filter(text => isRaw(text) || /[a-zA-Z]{2}/.test(text.replace(/\S+\.\w+$/, '')))
  const numbers = [before, after]
    .flatMap(json => keysIn(JSON.parse(json ?? 'null')))
    .filter(key => /(Ids?|By)$/.test(key) && key !== 'audienceId' && namedBy(subject, key) === null)
  return [...raw, ...numbers].map(text => `${action}: ${text}`)
}

function isRaw(text: string): boolean {
  return /["{}[\]]|^[a-z]\w*$|\b[a-z]+[A-Z]\w*|\d{12}/.test(text)
}

/** Keys of numbers. */
function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => [
    ...(typeof each === 'number' ? [key] : []),
    ...keysIn(each),
  ])
}
