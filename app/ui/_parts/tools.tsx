import type { Say } from '@/app/_i18n/messages'
import { Bell } from '@/app/_ui/bell'
import { CopyText } from '@/app/_ui/copy-text.client'
import { PrintButton } from '@/app/_ui/print-button.client'
import { qrOf } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'
import { SearchBox } from '@/app/_ui/search-box'
import { Part, Sample } from './part'

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
