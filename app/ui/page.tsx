import { notFound } from 'next/navigation'
import { saying } from '@/app/_i18n/say'
import { Frame } from '@/app/_ui/frame'
import { NotThere } from '@/app/_ui/not-there'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { LanguageSwitch } from '@/app/(entry)/language/_parts/switch'
import { showsParts } from '@/lib/core/parts-page'
import { AllParts, groups } from './_parts/all-parts'
import { CalendarViewsPart } from './_parts/calendar-views'

const title = titled('ui.title')

export const generateMetadata = async () => (showsParts() ? title() : {})

/** Every shared part in its states, for whoever works on one; only where `npm run dev` or `npm run demo` serves. */
export default async function PartsPage({ searchParams }: PageProps<'/ui'>) {
  const say = await saying()
  if (!showsParts()) notFound()
  const { t } = say
  const asked = await searchParams
  const places = groups.map(group => ({
    href: `/ui#${group}`,
    label: t(`ui.groups.${group}`),
    current: false,
  }))
  return (
    <Frame
      say={say}
      home="/ui"
      places={places}
      menu={<LanguageSwitch say={say} />}
      notice={<p className="bg-sunk px-4 py-1 text-center text-ink-2 text-sm">{t('common.app.demo')}</p>}
    >
      {asked.part === 'not-there' ? (
        <NotThere />
      ) : (
        <>
          <PageHead title={t('ui.title')} below={t('ui.lead')} />
          {asked.part === 'calendar-views' ? (
            <CalendarViewsPart say={say} asked={asked} />
          ) : (
            <AllParts say={say} />
          )}
        </>
      )}
    </Frame>
  )
}
