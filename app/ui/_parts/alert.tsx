import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Part, Sample } from './part'

const tones = ['error', 'warning', 'done', 'note'] as const

export function AlertPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/alert.tsx">
      {tones.map(tone => (
        <Sample key={tone} of={`tone="${tone}"`}>
          <Alert tone={tone} className="">
            {say.t(`ui.alert.${tone}`)}
          </Alert>
        </Sample>
      ))}
      <Sample of='tone="warning" dense'>
        <Alert tone="warning" dense className="">
          {say.t('ui.alert.warning')}
        </Alert>
      </Sample>
    </Part>
  )
}
