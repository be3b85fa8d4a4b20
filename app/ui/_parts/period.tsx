import type { Say } from '@/app/_i18n/messages'
import { PeriodFoot } from '@/app/_ui/period-nav'
import { periodIn } from '@/lib/calendar/period.rules'
import { today } from './entries'
import { Part, Sample } from './part'

export function PeriodFootPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/period-nav.tsx">
      <Sample of={say.t('ui.bySizePhone')}>
        <PeriodFoot say={say} period={periodIn({}, today)} addressOf={() => '/ui?part=calendar-views'} />
      </Sample>
    </Part>
  )
}
