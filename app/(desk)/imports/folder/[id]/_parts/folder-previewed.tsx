import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Viewer } from '@/lib/access/access.rules'
import { changesOf, footOf } from '@/lib/import/folder/folder.rules'
import { folderItems } from '@/lib/import/folder/folder-items.rules'
import type { FolderPreview } from '@/lib/import/folder/folder-preview.queries'
import { toChoose } from '@/lib/import/preview/choosable.queries'
import { dropAll, writeFolder } from '../../actions'
import { AskedForm } from './asked-form'
import { Contradictions } from './contradictions'
import { FilesForm } from './files-form'
import { LeftFiles } from './left-files'
import { PhotosForm } from './photos-form'
import { UnusedColumns } from './unused-columns'

type Props = {
  say: Say
  viewer: Viewer
  preview: FolderPreview
  look: { files?: string; asked?: string }
}

/** One preview over all files: what contradicts, what is asked, what each file is, and the one press. */
export async function FolderPreviewed({ say, viewer, preview, look }: Props) {
  const { t } = say
  const { folder, files, sheets, contradictions, placed, activities, isOpen } = preview
  const items = folderItems(sheets, files.sheets, folder.split)
  const there = await toChoose(
    viewer,
    items.filter(each => each.isOpen),
    preview.unitsThere,
  )
  const open = items.filter(each => each.isOpen).length
  const incomplete = sheets.filter(each => each.missing.length > 0)
  const writes = changesOf(sheets)
  const more = sheets.reduce((sum, each) => sum + each.more, 0)
  const waiting = placed.filter(each => each.activity === null).length
  const photos = placed.length - waiting
  const unused = sheets.reduce((sum, each) => sum + each.unused.length, 0)
  const foot = footOf({ isOpen, sheets: sheets.length, writes, photos })
  const counts = { files: sheets.length, writes, photos, waiting, left: files.left.length }
  return (
    <>
      <p className="mb-4 max-w-3xl">{t('importFolder.found', counts)}</p>
      {contradictions.length > 0 && <Contradictions say={say} contradictions={contradictions} />}
      <Section id="asked" title={t('importFolder.asked.title', { count: open + incomplete.length })}>
        {incomplete.length > 0 && (
          <Alert tone="warning">
            <ul>
              {incomplete.map(each => (
                <li key={each.id}>
                  {each.isTurned
                    ? t('importFolder.asked.turned', { path: each.path, why: t('import.refused.turned') })
                    : t('importFolder.asked.missing', {
                        path: each.path,
                        heads: each.missing.join('、'),
                      })}{' '}
                  <a href={`/imports/${each.id}#columns`} className="inline-flex min-h-11 items-center">
                    {t('importFolder.asked.columns')}
                  </a>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {more > 0 && <p className="mb-3 text-ink-2">{t('importFolder.asked.more', { count: more })}</p>}
        <AskedForm
          say={say}
          folderId={folder.id}
          items={items}
          seen={sheets}
          there={there}
          page={numberOf(look.asked)}
        />
      </Section>
      <Section id="files" title={t('importFolder.files.title', { count: files.sheets.length })}>
        <FilesForm say={say} viewer={viewer} preview={preview} page={numberOf(look.files)} />
      </Section>
      {unused > 0 && (
        <Section id="unused" title={t('importFolder.unusedPart', { count: unused })}>
          <UnusedColumns say={say} sheets={sheets} />
        </Section>
      )}
      {placed.length > 0 && (
        <Section id="photos" title={t('importFolder.photosPart.title', { count: placed.length })}>
          <PhotosForm say={say} folder={folder} placed={placed} activities={activities} />
        </Section>
      )}
      {files.left.length > 0 && (
        <Section id="left" title={t('importFolder.leftPart', { count: files.left.length })}>
          <LeftFiles say={say} left={files.left} />
        </Section>
      )}
      <section className="pre-dock" aria-label={t('importFolder.press')}>
        {unused > 0 && (
          <p>
            <a href="#unused" className="inline-flex min-h-11 items-center">
              {t('importFolder.unusedFirst', { count: unused })}
            </a>
          </p>
        )}
        {foot === 'openFirst' ? (
          <p className="font-semibold text-ochre">
            {t('importFolder.openFirst', { count: open + incomplete.length })}
          </p>
        ) : foot === 'write' ? (
          <ButtonForm action={writeFolder} fields={{ folderId: folder.id, writes }} look="btn btn-main">
            {t('importFolder.write', { files: sheets.length, writes, photos })}
          </ButtonForm>
        ) : (
          <p>{t(foot === 'same' ? 'importFolder.same' : 'importFolder.notKnown')}</p>
        )}
        <ButtonForm action={dropAll} fields={{ folderId: folder.id }} look="btn btn-plain">
          {t('importFolder.drop')}
        </ButtonForm>
      </section>
    </>
  )
}

const numberOf = (text: string | undefined) => Math.max(1, Math.min(9999, Number(text) || 1))

type SectionProps = { id: string; title: string; children: React.ReactNode }

function Section({ id, title, children }: SectionProps) {
  return (
    <section className="mt-6" aria-labelledby={id}>
      <h2 id={id} className="mb-2">
        {title}
      </h2>
      {children}
    </section>
  )
}
