import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'

/** Of a sheet that came with a folder: what this page is for, and the way back. */
export function OfFolder({ say: { t }, folderId }: { say: Say; folderId: number }) {
  return (
    <Alert tone="note" className="mb-4 max-w-3xl">
      {t('importFolder.inFolder')}{' '}
      <Link href={`/imports/folder/${folderId}`} className="inline-flex min-h-11 items-center">
        {t('importFolder.toFolder')}
      </Link>
    </Alert>
  )
}
