import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import { signOut } from '@/app/(entry)/sign-in/actions'
import type { LiveSession, OwnSession } from '@/lib/access/session.queries'
import { endAllSessions, endSession } from '../actions'

type Props = { say: Say; sessions: OwnSession[]; here: LiveSession }

/** Where the account is signed in; each session can be ended, or all at once. */
export function OwnSessions({ say, sessions, here }: Props) {
  const { t } = say
  return (
    <section className="card" aria-labelledby="me-sessions">
      <h2 id="me-sessions">{t('access.me.sessions')}</h2>
      <p className="mt-1 mb-2 text-ink-2">
        {here.holdsRole
          ? t('access.me.sessionsLead', { minutes: here.idleMinutes })
          : t('access.me.sessionsLeadLong')}
      </p>
      <ul className="mb-4">
        {sessions.map(each => (
          <li key={each.id} className="flex flex-wrap items-center gap-x-3 border-line border-b py-2">
            <div className="min-w-0 flex-1">
              <p>
                {deviceWords(say, each)}
                {each.id === here.id && <strong className="ml-2 text-pine">{t('access.me.here')}</strong>}
              </p>
              <p className="text-ink-3 text-sm">
                {t('access.me.times', { started: when(each.startedAt), seen: when(each.seenAt) })}
                {each.address && t('access.me.from', { address: each.address })}
              </p>
            </div>
            {each.id === here.id ? (
              <form action={signOut} data-sign-out>
                <button type="submit" className="btn" aria-label={labelOf(say, each)}>
                  {t('access.me.endSession')}
                </button>
              </form>
            ) : (
              <ButtonForm
                action={endSession}
                fields={{ sessionId: each.id }}
                look="btn"
                label={labelOf(say, each)}
              >
                {t('access.me.endSession')}
              </ButtonForm>
            )}
          </li>
        ))}
      </ul>
      <p className="mb-3 text-ink-2">{t('access.me.sessionsHint')}</p>
      <div data-sign-out>
        <ButtonForm action={endAllSessions} fields={{}} look="btn">
          {t('access.me.endSessions')}
        </ButtonForm>
      </div>
    </section>
  )
}

function labelOf(say: Say, each: OwnSession): string {
  const from = each.address ? say.t('access.me.from', { address: each.address }) : ''
  return say.t('access.me.endSessionOf', { device: deviceWords(say, each), when: when(each.startedAt), from })
}

function deviceWords({ t }: Say, { browser, system }: LiveSession): string {
  return t('access.device.both', {
    browser: t(`access.device.browser.${browser}`),
    system: t(`access.device.system.${system}`),
  })
}
