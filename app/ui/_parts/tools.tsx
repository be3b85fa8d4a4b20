import type { Say } from '@/app/_i18n/messages'
import { CopyText } from '@/app/_ui/copy-text.client'
import { PrintButton } from '@/app/_ui/print-button.client'
import { qrOf } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'
import { Part, Sample } from './part'

export function QrCodePart({ say }: { say: Say }) {
  const qr = qrOf('https://xuefa.example.cn/s')
  return (
    <Part file="app/_ui/qr-code.tsx">
      <div className="flex flex-wrap items-end gap-6">
        <Sample of="size">
          <QrCode qr={qr} label={say.t('ui.qr')} />
        </Sample>
        <Sample of='size="h-24 w-24"'>
          <QrCode qr={qr} label={say.t('ui.qr')} size="h-24 w-24" />
        </Sample>
      </div>
    </Part>
  )
}

export function CopyTextPart({ say: { t } }: { say: Say }) {
  return (
    <Part file="app/_ui/copy-text.client.tsx">
      <div className="max-w-md">
        <CopyText
          text={t('ui.copy.text')}
          label={t('ui.copy.label')}
          copy={t('ui.copy.copy')}
          copied={t('ui.copy.copied')}
        />
      </div>
    </Part>
  )
}

export function PrintButtonPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/print-button.client.tsx">
      <div>
        <PrintButton label={say.t('ui.print')} />
      </div>
    </Part>
  )
}
