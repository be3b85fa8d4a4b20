import { notFound } from 'next/navigation'
import type { Say } from '@/app/_i18n/messages'
import { saidUnder } from '@/app/_i18n/said-under'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { MOST_FILES, MOST_FOLDER_BYTES, MOST_ZIP_BYTES } from '@/lib/import/folder/folder-file.rules'
import { FolderUpload } from './_parts/folder-upload.client'

export const generateMetadata = titled('importFolder.title')

/** Why a file is not taken, in words, by the name of the reason. */
const reasons = [
  ...(['tooManyFiles', 'folderTooBig', 'alreadyWritten', 'badField', 'badOrigin'] as const),
  ...(['signedOut', 'forbidden', 'notFound', 'diskFull', 'databaseBusy', 'readOnly'] as const),
]
const full = ['draftsFull', 'photosFull', 'serverDraftsFull'] as const
const reasonsIn = ({ t }: Say) =>
  Object.fromEntries([
    ...reasons.map(each => [each, t(`importFolder.refused.${each}`)]),
    ...full.map(each => [each, t(`import.refused.${each}`)]),
    ['tooBig', t('importFolder.refused.bodyTooBig')],
  ])

type Search = { refused?: string; detail?: string }

export default async function FolderPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const { t } = say
  const { refused, detail = '' } = await searchParams
  const lastYear = yearOf(dayOf(now())) - 1
  return (
    <>
      <PageHead
        title={t('importFolder.title')}
        above={<Link href="/imports">{t('import.list.title')}</Link>}
        below={t('importFolder.lead')}
      />
      {refused && (
        <Alert tone="error" role="alert" className="mb-4 max-w-2xl">
          {saidUnder(say, ['importFolder.refused', 'import.refused'], refused, { detail }) ??
            t('import.refused.badField')}
        </Alert>
      )}
      <FolderUpload
        year={lastYear}
        reasons={reasonsIn(say)}
        most={{ files: MOST_FILES, bytes: MOST_FOLDER_BYTES, atOnce: MOST_ZIP_BYTES }}
        words={{
          year: t('importFolder.form.year'),
          yearHint: t('importFolder.form.yearHint', { year: lastYear }),
          folder: t('importFolder.form.folder'),
          files: t('importFolder.form.files'),
          filesHint: t('importFolder.form.filesHint'),
          bounds: t('importFolder.form.bounds'),
          drop: t('importFolder.form.drop'),
          send: t('importFolder.form.send'),
          chosen: t('importFolder.form.chosen'),
          sending: t('importFolder.form.sending'),
          resume: t('importFolder.form.resume'),
          broken: t('importFolder.form.broken'),
          nothing: t('importFolder.refused.noFile'),
          leftOut: t('importFolder.form.leftOut'),
          notTaken: t('importFolder.form.notTaken'),
          refused: t('importFolder.form.refused'),
        }}
      />
    </>
  )
}
