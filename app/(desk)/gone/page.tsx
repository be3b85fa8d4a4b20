import { typedOf } from '@/app/_forms/others'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'

export const generateMetadata = titled('common.form.goneTitle')

/** Without script: what was typed into a form whose row was deleted meanwhile, to be copied. */
export default async function GonePage() {
  const viewer = await requireViewer()
  const { t } = await saying()
  const kept = typedOf(viewer)
  return (
    <>
      <PageHead title={t('common.form.goneTitle')} />
      {kept ? <Alert tone="error">{kept.message}</Alert> : <p>{t('common.form.goneNothing')}</p>}
      <dl>
        {kept?.typed.map(({ label, text }) => (
          <div key={label} className="mb-3">
            <dt className="font-semibold">{label}</dt>
            <dd className="whitespace-pre-line break-words">{text}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
