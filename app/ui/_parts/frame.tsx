import type { Say } from '@/app/_i18n/messages'
import { Bell } from '@/app/_ui/bell'
import { Link } from '@/app/_ui/link'
import { SearchBox } from '@/app/_ui/search-box'
import { Part, Sample } from './part'

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

export function BellPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/bell.tsx">
      <div className="flex flex-wrap gap-6">
        {[0, 3, 120].map(count => (
          <Sample key={count} of={`count={${count}}`}>
            <div className="w-fit">
              <Bell say={say} count={count} />
            </div>
          </Sample>
        ))}
      </div>
    </Part>
  )
}

export function SearchBoxPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/search-box.tsx">
      <SearchBox say={say} />
    </Part>
  )
}
