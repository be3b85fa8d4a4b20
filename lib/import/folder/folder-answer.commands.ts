import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { type Decision, decidedIn, typedBeside } from '@/lib/import/asked.rules'
import type { AnswerInput } from '@/lib/import/import.input'
import { addNamedUnits } from '@/lib/organisation/units/named-unit.commands'
import {
  alreadyWritten,
  keptOf,
  openFolder,
  putSheet,
  saveFolderSaid,
  saySheet,
} from './folder-draft.commands'
import { folderOf } from './folder-draft.queries'
import type { DraftSheet } from './folder-draft.sql'
import { type FolderItem, folderItems, isAsBefore, JOIN, SPLIT, splitAfter } from './folder-items.rules'
import { KIND, kindOfValue } from './folder-kind.rules'
import { folderPreview } from './folder-preview.queries'
import {
  answersAfter,
  FILE_YEAR,
  isLeft,
  isMaking,
  isOfFile,
  optionSaid,
  unitKey,
  unitsAfter,
  withoutOption,
} from './folder-questions.rules'

/** Answers questions, each for all files that ask the same. */
export async function answerFolder(viewer: Viewer, { draftId: folderId, decisions, back }: AnswerInput) {
  if ((await folderOf(viewer, folderId)).writtenAt !== null) return alreadyWritten
  const { sheets: seen, files } = await folderPreview(viewer, folderId)
  const { split } = await folderOf(viewer, folderId)
  const items = new Map(folderItems(seen, files.sheets, split).map(each => [each.key, each]))
  const newUnits: string[] = []
  const answer = await write(async tx => {
    const { folder, isWritten, sheets } = await openFolder(viewer, folderId, tx)
    if (isWritten) return alreadyWritten
    const byId = new Map(sheets.map(each => [each.id, each]))
    const changed = new Set<number>()
    const picked: { pick: string; item: FolderItem }[] = []
    let { units, answers } = folder.ofAll
    for (const each of decisions) {
      const item = items.get(each.key)
      if (!item) continue
      const [asFirst] = item.files
      const beside = asFirst
        ? typedBeside({ ...asFirst.asked, ...(item.isOffer ? { isOffer: true } : {}) }, each, item.said)
        : each
      const isOfGroup = item.isOpen && each.alike && isAsBefore(each, item)
      const decision = isOfGroup ? { ...each, pick: each.alike ?? '' } : beside
      if (decision.pick === SPLIT || decision.pick === JOIN) {
        picked.push({ pick: decision.pick, item })
        continue
      }
      if (isAsBefore(decision, item)) continue
      if (isMaking(item.key, decision.pick)) {
        newUnits.push(...item.texts)
        continue
      }
      if (!item.isSplit && unitKey(item) !== null) units = unitsAfter(units, item, decision)
      answers = answersAfter(answers, item, decision)
      for (const { id, asked } of item.files) {
        const before = byId.get(id)
        if (!before) continue
        if (asked.key === KIND || isLeft(asked.key, decision.pick)) {
          const said = kindOfValue(decision.pick.slice('answer:'.length))
          if (!said) continue
          await saySheet(tx, viewer, { sheet: before, kept: await keptOf(tx, id), said })
          // Left, or of another kind, it asks none of this form any more.
          byId.delete(id)
          changed.delete(id)
          continue
        }
        byId.set(id, {
          ...before,
          ...decided(before, asked, decision, { text: item.text, year: folder.year }),
        })
        changed.add(id)
      }
    }
    await saveFolderSaid(tx, folder, { split: splitAfter(folder.split, picked), ofAll: { units, answers } })
    for (const id of changed) {
      const { options, mending, said, file } = byId.get(id) as DraftSheet
      await putSheet(tx, id, {
        options: { ...options, said, file },
        mended: JSON.stringify(mending.cells),
        setAside: JSON.stringify(mending.aside),
      })
    }
    return { ok: true, folderId, back } as const
  })
  // By the command of the units' page, before anything of the folder is judged anew.
  if (answer.ok && newUnits.length > 0) await addNamedUnits(viewer, newUnits)
  return answer
}

/** What was typed counts without a pick too, as there may be no script to pick it. */
function decided(
  { options, mending, said, file }: DraftSheet,
  asked: Parameters<typeof decidedIn>[1],
  decision: Decision,
  { text, year }: { text: string; year: number },
): Pick<DraftSheet, 'options' | 'mending' | 'said' | 'file'> {
  const pick = decision.pick === '' ? 'mend' : decision.pick
  const { key } = asked
  if (!isOfFile(key)) return { ...decidedIn({ options, mending, said }, asked, { ...decision, pick }), file }
  const value = pick === 'open' || pick === 'mend' ? decision.typed : pick.slice(pick.indexOf(':') + 1)
  const option = pick === 'open' ? null : optionSaid(key, value)
  const isYearSaid = key === FILE_YEAR ? option !== null : file.isYearSaid
  const facts = { mending, file: { ...file, isYearSaid } }
  if (option === null) {
    const { [key]: _, ...others } = said
    return { ...facts, options: withoutOption(options, key, file.namedYear ?? year), said: others }
  }
  const kept = { ...asked, pick, typed: pick === 'mend' ? decision.typed : text }
  return { ...facts, options: { ...options, ...option }, said: { ...said, [key]: kept } }
}
