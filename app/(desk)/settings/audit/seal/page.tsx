import { saying } from '@/app/_i18n/say'
import { CopyText } from '@/app/_ui/copy-text.client'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { comparedWith, sealState } from '@/lib/access/seal.queries'
import { settingsViewer } from '../../_parts/viewer'
import { SealNote } from '../_parts/seal-note'
import { Compared } from './_parts/compared'
import { Findings } from './_parts/findings'

export const generateMetadata = titled('audit.seal.title')

export default async function SealPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const viewer = await settingsViewer()
  const [{ kept }, say, state] = await Promise.all([searchParams, saying(), sealState(viewer)])
  const { t } = say
  const text = typeof kept === 'string' ? kept : ''
  const compared = text ? await comparedWith(viewer, text) : null
  return (
    <>
      <PageHead
        above={<Link href="/settings/audit">{t('setting.nav.audit')}</Link>}
        title={t('audit.seal.title')}
        below={t('audit.seal.lead')}
      />
      <section className="card mb-4 max-w-3xl">
        <h2 className="mb-2">{t('audit.seal.last')}</h2>
        <SealNote say={say} state={{ ...state, check: null }} />
        {state.seal && (
          <>
            <CopyText
              text={state.seal.line}
              label={t('audit.seal.last')}
              copy={t('audit.seal.copy')}
              copied={t('audit.seal.copied')}
            />
            <p className="mt-3 text-ink-2">{t('audit.seal.keep')}</p>
            <p className="mt-2 print:hidden">
              <a href="/settings/audit/seal/export" className="btn">
                {t('audit.seal.download')}
              </a>
            </p>
          </>
        )}
      </section>
      <section className="card mb-4 max-w-3xl print:hidden">
        <h2 className="mb-2">{t('audit.seal.compare')}</h2>
        {compared && <Compared say={say} compared={compared} />}
        <form>
          <label>
            <span className="mb-1 block text-ink-2 text-sm">{t('audit.seal.kept')}</span>
            <textarea name="kept" rows={3} defaultValue={text} maxLength={1000} required className="field" />
          </label>
          <p className="mt-1 mb-3 text-ink-3 text-sm">{t('audit.seal.keptHint')}</p>
          <button type="submit" className="btn btn-main">
            {t('audit.seal.check')}
          </button>
        </form>
      </section>
      <Findings say={say} check={state.check} />
    </>
  )
}
