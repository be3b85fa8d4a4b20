import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { PasswordFields } from '@/app/_forms/password-fields'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { LanguageSwitch } from '@/app/(entry)/language/_parts/switch'
import { ownFactor } from '@/lib/access/second-factor.queries'
import { requireViewer } from '@/lib/access/session'
import { ownSessions } from '@/lib/access/session.queries'
import { sendsMail } from '@/lib/calendar/reminders/reminder.queries'
import { ownAccount } from '@/lib/organisation/accounts/account.queries'
import { OwnDataLinks } from '../_parts/own-data-links'
import { grantWords } from '../accounts/_parts/grants'
import { MailCard } from './_parts/mail-card'
import { OwnSessions } from './_parts/own-sessions'
import { OwnStudy } from './_parts/own-study'
import { savePassword } from './actions'

export const generateMetadata = titled('access.me.title')

export default async function MePage() {
  const viewer = await requireViewer()
  const [held, sessions, factor, say] = await Promise.all([
    ownAccount(viewer),
    ownSessions(viewer),
    ownFactor(viewer),
    saying(),
  ])
  const { t } = say
  const labels = {
    currentPassword: t('access.password.current'),
    newPassword: t('access.password.next'),
    repeatPassword: t('access.password.repeat'),
  }
  return (
    <>
      <PageHead
        title={t('access.me.title')}
        below={t('access.me.lead', { name: held.name, staffNo: held.staffNo })}
      />
      <div className="grid desk:grid-cols-2 items-start gap-4">
        <div className="grid gap-4">
          <section className="card" aria-labelledby="me-roles">
            <h2 id="me-roles">{t('access.me.roles')}</h2>
            {held.grants.length === 0 ? (
              <p className="mt-1 text-ink-2">{t('access.me.rolesNone')}</p>
            ) : (
              <ul className="mt-1">
                {held.grants.map(grant => (
                  <li key={grant.id}>{grantWords(say, grant)}</li>
                ))}
              </ul>
            )}
            <p className="mt-3 text-ink-3 text-sm">
              {t('access.me.unit', { units: held.unitNames.join(' · ') || '—' })}
            </p>
          </section>
          <OwnStudy say={say} viewer={viewer} />
          <section className="card" aria-labelledby="me-language">
            <h2 id="me-language">{t('access.me.language')}</h2>
            <div className="mt-1 flex items-center gap-4">
              <span>{say.term(`language.${say.locale}`)}</span>
              <LanguageSwitch say={say} className="btn" />
            </div>
          </section>
          <section className="card" aria-labelledby="me-calendar">
            <h2 id="me-calendar">{t('feed.page.title')}</h2>
            <p className="mt-1">
              <Link href="/calendar/subscribe" className="btn">
                {t('feed.page.manage')}
              </Link>
            </p>
          </section>
          <section className="card" aria-labelledby="me-factor">
            <h2 id="me-factor">{t('access.me.factor')}</h2>
            <p className="mt-1 mb-3 text-ink-2">{t(factor ? 'access.me.factorOn' : 'access.me.factorOff')}</p>
            <Link href="/second-factor" className="btn">
              {t(factor ? 'access.me.factorManage' : 'access.me.factorTurnOn')}
            </Link>
          </section>
          {sendsMail() && <MailCard say={say} viewer={viewer} />}
          <OwnSessions say={say} sessions={sessions} here={viewer.session} />
        </div>
        <div className="grid gap-4">
          <section className="card" aria-labelledby="me-password">
            <h2 id="me-password" className="mb-3">
              {t('access.me.password')}
            </h2>
            <Form action={savePassword} labels={labels}>
              <TextField
                name="currentPassword"
                type="password"
                label={labels.currentPassword}
                autoComplete="current-password"
                required
              />
              <PasswordFields say={say} labels={labels} />
              <button type="submit" className="btn btn-main">
                {t('access.password.submit')}
              </button>
            </Form>
          </section>
          <section className="card" aria-labelledby="me-data">
            <h2 id="me-data">{t('ownData.title')}</h2>
            <p className="mt-1 mb-3 text-ink-2">{t('ownData.lead')}</p>
            <OwnDataLinks say={say} href="/me/export" />
          </section>
        </div>
      </div>
    </>
  )
}
