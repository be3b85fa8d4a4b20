import type { Say } from '@/app/_i18n/messages'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { Part, Sample } from './part'

export function EmptyPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/empty.tsx">
      <Sample of="text">
        <Empty text={say.t('ui.table.empty')} />
      </Sample>
      <Sample of="text children">
        <Empty text={say.t('ui.empty.text')}>
          <Link href="/ui" className="btn btn-main">
            {say.t('ui.empty.first')}
          </Link>
        </Empty>
      </Sample>
    </Part>
  )
}
