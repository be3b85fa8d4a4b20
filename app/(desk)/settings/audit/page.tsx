import { numberIn } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { FilterChoice, FilterInput } from '@/app/_ui/filter-fields'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { auditLog } from '@/lib/access/audit.queries'
import { sealState } from '@/lib/access/seal.queries'
import { settingsViewer } from '../_parts/viewer'
import { type Asked, logAddress, logFilterOf } from './_parts/log-filter'
import { LogRows } from './_parts/log-rows'
import { SealNote } from './_parts/seal-note'

export const generateMetadata = titled('setting.nav.audit')

const PER_PAGE = 50

export default async function AuditPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await settingsViewer()
  const [asked, say] = await Promise.all([searchParams, saying()])
  const { t } = say
  const page = numberIn(asked.page) ?? 1
  const filter = logFilterOf(asked)
  const [{ rows, total, names }, seal] = await Promise.all([
    auditLog(viewer, { ...filter, limit: PER_PAGE, offset: (page - 1) * PER_PAGE }),
    sealState(viewer),
  ])
  const pages = Math.max(1, Math.ceil(total / PER_PAGE))
  const at = (other: number) => logAddress('/settings/audit', { ...asked, page: String(other) })
  return (
    <>
      <PageHead title={t('setting.nav.audit')} below={t('audit.log.lead')}>
        <Link href="/settings/audit/seal" className="btn">
          {t('audit.seal.see')}
        </Link>
        <a href={logAddress('/settings/audit/export', { ...asked, page: undefined })} className="btn">
          {t('audit.log.export')}
        </a>
      </PageHead>
      <SealNote say={say} state={seal} />
      <form className="mb-4 flex flex-wrap items-end gap-3">
        <FilterChoice
          name="group"
          label={t('audit.log.group')}
          value={filter.group}
          className="desk:w-auto w-full"
        >
          <option value="all">{t('audit.log.all')}</option>
          <option value="access">{t('audit.log.access')}</option>
        </FilterChoice>
        <FilterInput
          name="actor"
          label={t('audit.log.actor')}
          value={asked.actor}
          className="desk:w-40 w-full"
        />
        <FilterInput
          name="from"
          type="date"
          label={t('audit.log.from')}
          value={filter.from}
          className="min-w-0 desk:flex-none flex-1"
        />
        <FilterInput
          name="to"
          type="date"
          label={t('audit.log.to')}
          value={filter.to}
          className="min-w-0 desk:flex-none flex-1"
        />
        <button type="submit" className="btn">
          {t('audit.log.show')}
        </button>
      </form>
      {rows.length > 0 ? (
        <>
          <p className="mb-2 text-ink-2 text-sm">{t('audit.log.total', { total })}</p>
          <TableCard label={t('setting.nav.audit')}>
            <LogRows say={say} rows={rows} names={names} />
          </TableCard>
        </>
      ) : (
        <Empty text={t('audit.log.none')} />
      )}
      {pages > 1 && (
        <nav className="mt-4 flex items-center gap-3" aria-label={t('audit.log.pages', { page, pages })}>
          {page > 1 && (
            <Link href={at(page - 1)} className="btn">
              {t('audit.log.newer')}
            </Link>
          )}
          <span className="text-ink-2">{t('audit.log.pages', { page, pages })}</span>
          {page < pages && (
            <Link href={at(page + 1)} className="btn">
              {t('audit.log.older')}
            </Link>
          )}
        </nav>
      )}
    </>
  )
}
