import { db } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { type Draft, draftOf } from '@/lib/import/import.queries'
import { type Judgement, judgementOf } from '@/lib/import/judgement.queries'
import { newSubjectChoices } from '@/lib/import/new-subject.sql'
import { toChoose } from './choosable.queries'
import { knownWordsOf } from './known-words.sql'
import { asideOf, type Look, questionsAsked, sheetsRead } from './preview.sql'

export type { Look, Preview } from './preview.sql'

/** How a draft is judged where its page is; `units` are the names there by then, where they are not those of the database. */
export type Placed = { judgement: Judgement; units?: string[] }
type How = { pause?: Pause; placed?(viewer: Viewer, draft: Draft): Promise<Placed> }

/** The preview of the viewer's own draft: how it was read, what is asked, what would be written. */
export async function previewOf(viewer: Viewer, id: number, { pause = slices(), placed }: How = {}) {
  const found = await draftOf(viewer, id)
  // Of a long sheet the cells are megabytes: read once for one page.
  let sheets: ReturnType<typeof found.readSheets> | undefined
  const draft: Draft = {
    ...found,
    readSheets(on, pause) {
      sheets ??= found.readSheets(on, pause)
      return sheets
    },
  }
  if (draft.writtenAt !== null) return { draft, judgement: null }
  if (placed) return { draft, ...(await placed(viewer, draft)) }
  return { draft, judgement: await judgementOf(viewer, draft, db, { pause }) }
}

/** All that the page of a preview shows; judged is nothing where it was written, and then what was left. */
export async function previewPageOf(viewer: Viewer, id: number, look: Look, how: How = {}) {
  const { pause = slices() } = how
  const { draft, judgement, ...found } = await previewOf(viewer, id, { ...how, pause })
  const aside = await asideOf(draft)
  if (!judgement) return { draft, judgement, aside }
  const preview = { draft, judgement }
  const readSheets = () => draft.readSheets(db, pause)
  const [read, asked, known] = await Promise.all([
    readSheets().then(sheets => sheetsRead(viewer, preview, sheets)),
    questionsAsked(preview, look, { readSheets, pause }),
    knownWordsOf(preview, pause),
  ])
  const shown = [
    ...asked.words.shown,
    ...asked.cells.tables.flatMap(each => each.lines.flatMap(line => line.items)),
  ]
  const there = await toChoose(viewer, shown, 'units' in found ? found.units : undefined)
  const fresh = await newSubjectChoices({ ...draft, path: draft.fileName }, judgement, db)
  return { draft, judgement, aside, ...read, asked, known, there, fresh }
}

export type PreviewPage = Extract<Awaited<ReturnType<typeof previewPageOf>>, { asked: unknown }>
