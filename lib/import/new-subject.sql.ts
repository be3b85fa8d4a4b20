import type { On } from '@/db/client'
import type { Choice } from '@/lib/spreadsheet/importer.rules'
import { subjectSaid } from '@/lib/spreadsheet/new-subject.rules'
import type { Judgeable, Judgement } from './judgement.queries'
import { kindOf } from './kinds.import'
import { choicesForNew, titleForNew } from './subject-title.rules'

/** Words for whom it may be held that are proposed beside the people of the sheet. */
const MOST_WORDS = 6

/** The exam or study that may be made with a sheet; none for sheets of other kinds. */
export async function newSubjectChoices(
  { kind, options, path }: Pick<Judgeable, 'kind' | 'options'> & { path: string },
  { reading }: Pick<Judgement, 'reading'>,
  on: On,
): Promise<Choice[]> {
  if (kind !== 'results' && kind !== 'study') return []
  const titles = reading.sheets.flatMap(({ isRead, title }) => (isRead ? [title] : []))
  const lines = titles.flatMap(each => each.headline ?? [])
  const field = kind === 'results' ? 'exam' : 'activity'
  const year = options.year ?? titles.find(each => each.year)?.year
  const said = subjectSaid(options[field] ?? '')
  const title = said.isNew ? said.title : titleForNew(field, { path, lines, year })
  const audiences = (await kindOf('plan').answers?.audience?.(on)) ?? []
  const words = new Set([...(said.isNew ? [said.words] : []), ...audiences.slice(0, MOST_WORDS)])
  words.delete('')
  return choicesForNew(field, title, [...words])
}
