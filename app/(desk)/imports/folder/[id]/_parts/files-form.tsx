import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Viewer } from '@/lib/access/access.rules'
import type { DraftSheet } from '@/lib/import/folder/folder-draft.sql'
import { inFolderOrder } from '@/lib/import/folder/folder-file.rules'
import { LEAVE, valueOfKind } from '@/lib/import/folder/folder-kind.rules'
import type { FolderPreview, SheetSeen } from '@/lib/import/folder/folder-preview.queries'
import { textOfLeft } from '@/lib/import/folder/folder-words.rules'
import { mayImport } from '@/lib/import/import.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { MeetingsRead } from '../../../_parts/meetings-read'
import { Pages } from '../../../_parts/pages'
import { saveFiles } from '../../actions'
import { countsWords } from './counts-words'

/** Files on one page. */
const PAGE = 50

type Props = { say: Say; viewer: Viewer; preview: FolderPreview; page: number }

/** The sheets in the order in which they are written, with what each seems to be, which can be changed. */
export function FilesForm({ say, viewer, preview, page }: Props) {
  const { t, term } = say
  const { folder, files, sheets } = preview
  const seen = new Map(sheets.map(each => [each.id, each]))
  const ordered = [
    ...inFolderOrder(files.sheets.filter(each => !each.isLeft)),
    ...files.sheets.filter(each => each.isLeft),
  ]
  const kinds = importKinds.filter(kind => mayImport(viewer, kind))
  const choices = [
    ...kinds.flatMap(kind =>
      kind === 'plan'
        ? planKinds.map(plan => ({ value: `plan ${plan}`, label: term(`planKind.${plan}`) }))
        : [{ value: kind, label: t(`import.kind.${kind}`) }],
    ),
    { value: LEAVE, label: t('importFolder.files.leave') },
  ]
  if (ordered.length === 0) return <p className="text-ink-2">{t('importFolder.files.none')}</p>
  const first = (page - 1) * PAGE
  return (
    <Form action={saveFiles} className="card">
      <input type="hidden" name="folderId" value={folder.id} />
      <input type="hidden" name="back" value={page > 1 ? `files=${page}` : ''} />
      <ol>
        {ordered.slice(first, first + PAGE).map((sheet, at) => (
          <li
            key={sheet.id}
            id={`file-${sheet.id}`}
            className="grid desk:grid-cols-[2rem_1fr_14rem_6rem] grid-cols-[2rem_1fr_5rem] items-center gap-x-3 gap-y-1 border-line border-t py-3 first:border-t-0"
          >
            <input type="hidden" name={`file-${at}`} value={sheet.id} />
            <span className="text-ink-3">{first + at + 1}</span>
            <span className="col-span-2 desk:col-span-1 min-w-0">
              <Link href={`/imports/${sheet.id}`} className="inline-flex min-h-11 items-center break-all">
                {sheet.path}
              </Link>
              <span className={`block text-sm ${seen.get(sheet.id)?.isOpen ? 'text-ochre' : 'text-ink-2'}`}>
                {aboutOf(say, sheet, seen.get(sheet.id))}
              </span>
              <MeetingsRead say={say} meetings={seen.get(sheet.id)?.meetings ?? []} />
            </span>
            <select
              name={`kind-${at}`}
              defaultValue={kindSaid(sheet)}
              aria-label={t('importFolder.files.kindOf', { path: sheet.path })}
              className="field col-start-2 desk:col-start-auto"
            >
              {sheet.kinds.length > 0 && <option value="">{t('importFolder.files.choose')}</option>}
              {choices.map(each => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </select>
            <input
              name={`year-${at}`}
              type="number"
              inputMode="numeric"
              defaultValue={sheet.options.year}
              aria-label={t('importFolder.files.yearOf', { path: sheet.path })}
              className="field"
            />
          </li>
        ))}
      </ol>
      <button type="submit" className="btn mt-2">
        {t('importFolder.files.save')}
      </button>
      <Pages
        say={say}
        page={page}
        pages={Math.ceil(ordered.length / PAGE)}
        label={say.t('importFolder.pages')}
        hrefOf={of => `?files=${of}#files`}
      />
    </Form>
  )
}

function kindSaid({ kind, kinds, isLeft, options }: DraftSheet): string {
  if (kinds.length > 0) return ''
  return isLeft ? LEAVE : valueOfKind({ kind, plan: options.plan })
}

/** Its unit, and what would be written of it. */
function aboutOf(say: Say, { unit, isLeft, kinds, file }: DraftSheet, seen: SheetSeen | undefined): string {
  const { t } = say
  if (isLeft || !seen) return file.why ? textOfLeft(say, file.why) : t('importFolder.files.left')
  if (kinds.length > 0) return t('importFolder.files.kindOpen')
  const counts = seen.counts ? countsWords(say, seen.counts) : t('importFolder.files.unread')
  return [unit, counts].filter(Boolean).join(' · ')
}
