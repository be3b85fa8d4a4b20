import { db } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { type Draft, draftOf } from '@/lib/import/import.queries'
import { judgementOf } from '@/lib/import/judgement.queries'
import { newSubjectChoices } from '@/lib/import/new-subject.sql'
import { toChoose } from './choosable.queries'
import { knownWordsOf } from './known-words.sql'
import { asideOf, type Look, questionsAsked, sheetsRead } from './preview.sql'

export type { Look, Preview } from './preview.sql'

/** The preview of the viewer's own draft: how it was read, what is asked, what would be written. */
export async function previewOf(viewer: Viewer, id: number, pause: Pause = slices()) {
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
  const judgement = draft.writtenAt === null ? await judgementOf(viewer, draft, db, { pause }) : null
  return { draft, judgement }
}

/** All that the page of a preview shows; judged is nothing where it was written, and then what was left. */
export async function previewPageOf(viewer: Viewer, id: number, look: Look, pause: Pause = slices()) {
  const { draft, judgement } = await previewOf(viewer, id, pause)
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
  const there = await toChoose(viewer, shown)
  const fresh = await newSubjectChoices({ ...draft, path: draft.fileName }, judgement, db)
  return { draft, judgement, aside, ...read, asked, known, there, fresh }
}

export type PreviewPage = Extract<Awaited<ReturnType<typeof previewPageOf>>, { asked: unknown }>
