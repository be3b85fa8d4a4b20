import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { when } from '@/app/_ui/when'
import { damageFound } from '@/lib/statistics/damage/damage.queries'
import { settingsViewer } from '../_parts/viewer'
import { actionWord } from '../audit/_parts/action-word'
import { partLines, partTitle } from './_parts/damage-words'

export const generateMetadata = titled('damage.page.title')

/** 数据检查: what of the database does not agree with what was written, by name, with its log. */
export default async function DamagePage() {
  const viewer = await settingsViewer()
  const [{ checkedAt, parts }, say] = await Promise.all([damageFound(viewer), saying()])
  const { t } = say
  return (
    <>
      <PageHead
        title={t('damage.page.title')}
        below={
          checkedAt === null ? t('damage.page.never') : t('damage.page.checked', { at: when(checkedAt) })
        }
      />
      {parts.length === 0 && checkedAt !== null && <Alert tone="done">{t('damage.page.whole')}</Alert>}
      {parts.length > 0 && (
        <Alert tone="error" className="mb-4 grid gap-2">
          <p>{t('damage.page.lead', { count: parts.length })}</p>
          <p>{t('damage.page.restore')}</p>
          <p>{t('damage.page.copy')}</p>
        </Alert>
      )}
      <ul className="grid gap-4">
        {parts.map((part, at) => (
          <li key={String(at)} className="card">
            <h2 className="break-words text-base">
              {'href' in part && part.href ? (
                <Link href={part.href} className="inline-flex min-h-11 items-center">
                  {partTitle(say, part)}
                </Link>
              ) : (
                partTitle(say, part)
              )}
            </h2>
            {partLines(say, part).map(line => (
              <p key={line} className="mt-1 break-words">
                {line}
              </p>
            ))}
            {'log' in part && (
              <>
                <h3 className="mt-3 text-ink-2 text-sm">
                  {part.log.length === 0 ? t('damage.part.noLog') : t('damage.part.log')}
                </h3>
                <ul className="text-ink-2 text-sm">
                  {part.log.map(entry => (
                    <li key={`${entry.at} ${entry.action}`}>
                      {t('damage.part.entry', {
                        at: when(entry.at),
                        actor: entry.actor,
                        action: actionWord(say, entry.action),
                      })}
                      {entry.reason ? ` · ${entry.reason}` : ''}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
