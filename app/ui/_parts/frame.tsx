import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Part } from './part'

/** The page itself stands in this frame and under this head. */
export function FrameParts({ say }: { say: Say }) {
  return (
    <>
      <Part file="app/_ui/frame.tsx">
        <p>{say.t('ui.around')}</p>
      </Part>
      <Part file="app/_ui/page-head.tsx">
        <p>{say.t('ui.around')}</p>
      </Part>
    </>
  )
}

export function LinkPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/link.tsx">
      <p>
        <Link href="/public">{say.t('ui.link')}</Link>
      </p>
    </Part>
  )
}
