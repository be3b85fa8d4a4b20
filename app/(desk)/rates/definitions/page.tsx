import type { ReactNode } from 'react'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { leaveRules } from '@/lib/organisation/settings/study.rules'
import { DEFAULT_MAKE_UP_DAYS } from '@/lib/plan/plan.queries'
import { rateCodes } from '@/lib/statistics/rates/rate.rules'

export const generateMetadata = titled('rate.definitions.title')

const ofRule = {
  pending: 'rate.definitions.leavePending',
  excluded: 'rate.definitions.leaveExcluded',
  absent: 'rate.definitions.leaveAbsent',
} as const

/** 计算口径: the definition of every figure, for every signed-in user. */
export default async function DefinitionsPage() {
  await requireViewer()
  const [{ t, term }, kinds] = await Promise.all([saying(), leaveKindsOf()])
  const own = kinds.flatMap(({ kind, rule }) =>
    rule === null ? [] : [t('rate.figure.leaveKind', { kind, rule: term(`leaveRule.${rule}`) })],
  )
  return (
    <>
      <PageHead title={t('rate.definitions.title')} below={t('rate.definitions.lead')} />
      <div className="max-w-3xl">
        <Section title={t('rate.definitions.whoTitle')}>
          <p>{t('rate.definitions.who')}</p>
          <p>{t('rate.definitions.whoOut')}</p>
        </Section>
        <Section title={t('rate.definitions.statesTitle')}>
          <p>{t('rate.definitions.states', { days: DEFAULT_MAKE_UP_DAYS })}</p>
        </Section>
        <Section title={t('rate.definitions.leaveTitle')}>
          <dl className="grid gap-2">
            {leaveRules.map(rule => (
              <div key={rule}>
                <dt className="font-semibold">{term(`leaveRule.${rule}`)}</dt>
                <dd>{t(ofRule[rule])}</dd>
              </div>
            ))}
          </dl>
          <p>{t('rate.definitions.leaveWhen')}</p>
          <p>
            {own.length > 0
              ? t('rate.definitions.leaveKinds', { kinds: own.join(t('rate.figure.comma')) })
              : t('rate.definitions.leaveKindsNone')}
          </p>
          <p>{t('rate.definitions.leaveAttendance')}</p>
        </Section>
        <Section title={t('rate.definitions.countsTitle')}>
          <p>{t('rate.definitions.counts')}</p>
          <p>{t('rate.definitions.countsAwaiting')}</p>
          <p>{t('rate.definitions.countsOnline')}</p>
          <p>{t('rate.definitions.countsPlan')}</p>
          <p>{t('rate.definitions.countsTheory')}</p>
          <p>{t('rate.definitions.countsReview')}</p>
        </Section>
        <Section title={t('rate.definitions.ratesTitle')}>
          <dl>
            {rateCodes.map(code => (
              <Definition
                key={code}
                id={code}
                name={term(`rate.${code}`)}
                text={t(`rate.definitions.${code}`)}
              />
            ))}
          </dl>
        </Section>
        <Section title={t('rate.definitions.headingsTitle')}>
          <dl>
            {[...headingCodes, 'communitiesWithAdviser' as const].map(code => (
              <Definition
                key={code}
                id={code}
                name={`${term(`heading.${code}`)}（${term(`unitWord.${code}`)}）`}
                text={t(`rate.definitions.${code}`)}
              />
            ))}
          </dl>
          <p>{t('rate.definitions.bothHeadings')}</p>
        </Section>
        <Section title={t('rate.definitions.weaknessTitle')}>
          <p>{t('rate.definitions.weakness')}</p>
        </Section>
        <Section title={t('rate.definitions.showTitle')}>
          <p>{t('rate.definitions.show')}</p>
          <p>{t('rate.definitions.showRoughly')}</p>
          <p>{t('rate.definitions.showBefore')}</p>
          <p>{t('rate.definitions.showTarget')}</p>
        </Section>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-7 grid gap-2">
      <h2 className="border-line-strong border-b pb-1.5">{title}</h2>
      {children}
    </section>
  )
}

function Definition({ id, name, text }: { id: string; name: string; text: string }) {
  return (
    <div
      id={id}
      className="grid scroll-mt-4 desk:grid-cols-[14rem_1fr] gap-x-4 border-line border-b py-2.5 target:bg-indigo-wash"
    >
      <dt className="font-semibold">{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}
