import type { Say } from '@/app/_i18n/messages'
import { DoneLine } from '@/app/_ui/done-line'
import { FrameAnswer } from '@/app/_ui/frame-answer'
import { ReadOnlyBanner } from '@/app/_ui/read-only-banner'
import { Said } from '@/app/_ui/said'
import { Part } from './part'

export function DoneLinePart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/done-line.tsx">
      <DoneLine>{say.t('ui.done')}</DoneLine>
    </Part>
  )
}

export function FrameAnswerPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/frame-answer.tsx">
      <FrameAnswer say={say} answer="databaseBusy" />
    </Part>
  )
}

export function ReadOnlyBannerPart({ say }: { say: Say }) {
  const since = Date.parse('2023-03-08T09:00:00+08:00')
  return (
    <Part file="app/_ui/read-only-banner.tsx">
      <ReadOnlyBanner say={say} state={{ reason: 'damaged', since }} />
      <ReadOnlyBanner say={say} state={{ reason: 'checking', since }} />
      <ReadOnlyBanner say={say} state={{ reason: 'diskFull', since }} />
    </Part>
  )
}

export function SaidPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/said.tsx">
      <Said asked="cancelled" words={{ cancelled: say.t('ui.done') }} />
    </Part>
  )
}
