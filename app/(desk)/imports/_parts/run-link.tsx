import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'

/** To what an import changed, where it can be undone; nothing where it changed nothing. */
export function RunLink({ say, runId }: { say: Say; runId: number | null }) {
  if (runId === null) return null
  return (
    <p className="mt-3">
      <Link href={`/imports/runs/${runId}`} className="inline-flex min-h-11 items-center">
        {say.t('importRun.page.look')}
      </Link>
    </p>
  )
}
