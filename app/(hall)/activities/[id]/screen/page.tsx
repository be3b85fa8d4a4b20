import { headers } from 'next/headers'
import { ButtonForm } from '@/app/_forms/button-form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { ReadOnlyBanner } from '@/app/_ui/read-only-banner'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { CheckInScreen } from './_parts/check-in-screen.client'
import { stateOf } from './_parts/check-in-state'
import { showCode } from './actions'

export const generateMetadata = titled('checkIn.screen.title')

/** 会场屏幕: legible from the last row, on any number of screens; reloading it has no side effects. */
export default async function ScreenPage({ params, searchParams }: PageProps<'/activities/[id]/screen'>) {
  const { names, again } = await searchParams
  const viewer = await requireViewer({ byTimer: again !== undefined })
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const hidesNames = names === 'hide'
  const host = (await headers()).get('host')
  const { state, begun, title, window, address } = await orNotFound(
    stateOf(viewer, say, id, { host, hidesNames }),
  )
  const base = `/activities/${id}`
  const seconds = Math.ceil((state.code?.left ?? 5000) / 1000) + 1
  const link = 'inline-flex min-h-11 items-center'
  return (
    <main className="flex min-h-screen flex-col gap-4 bg-sheet desk:px-10 px-4 py-5">
      <header>
        <ReadOnlyBanner say={say} />
        <h1 className="desk:text-4xl">{title}</h1>
        <p className="mt-1 desk:text-xl text-ink-2">{window}</p>
      </header>
      {begun ? (
        <>
          <CheckInScreen
            first={state}
            address={`${base}/screen/state${hidesNames ? '?names=hide' : ''}`}
            showsNames={!hidesNames}
            words={{
              qr: t('checkIn.screen.qr'),
              scan: t('checkIn.screen.scan'),
              type: t('checkIn.screen.type', { address }),
              last: t('checkIn.screen.last'),
              nobody: t('checkIn.screen.nobody'),
              now: t('checkIn.screen.now'),
              lost: t('checkIn.screen.lost'),
            }}
          />
          {/* Without script the page reloads itself just after the code has changed, which is not seen as its person. */}
          <noscript>
            <meta httpEquiv="refresh" content={`${seconds};url=?${hidesNames ? 'names=hide&' : ''}again`} />
          </noscript>
        </>
      ) : (
        <div className="max-w-xl">
          <p className="mb-4 text-ink-2">{t('checkIn.screen.lead')}</p>
          {state.closed && <p className="mb-4 text-ink-2">{state.closed}</p>}
          <ButtonForm action={showCode} fields={{ activityId: id }} look="btn btn-main">
            {t('checkIn.screen.open')}
          </ButtonForm>
        </div>
      )}
      <footer className="flex flex-wrap gap-x-6 text-sm">
        <Link href={base} className={link}>
          {t('activity.page.short')}
        </Link>
        <Link href={`${base}/sign-ins`} className={link}>
          {t('checkIn.screen.records')}
        </Link>
        {begun && (
          <Link href={hidesNames ? `${base}/screen` : `${base}/screen?names=hide`} className={link}>
            {t(hidesNames ? 'checkIn.screen.showNames' : 'checkIn.screen.hideNames')}
          </Link>
        )}
      </footer>
    </main>
  )
}
