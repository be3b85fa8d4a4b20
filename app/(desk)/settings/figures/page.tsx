import { CheckList, Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { numberIn } from '@/app/_forms/or-not-found'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { reviewedKinds, targetedRates } from '@/lib/organisation/settings/setting.rules'
import { yearsWithData } from '@/lib/statistics/overview.queries'
import { settingsViewer } from '../_parts/viewer'
import { saveFigures, saveTargets } from '../actions'

export const generateMetadata = titled('setting.nav.figures')

export default async function FiguresPage({ searchParams }: PageProps<'/settings/figures'>) {
  await settingsViewer()
  const today = dayOf(now())
  const thisYear = yearOf(today)
  const asked = numberIn((await searchParams).year)
  const year = asked !== null && asked >= 1990 && asked <= 2199 ? asked : thisYear
  const [figures, targets, years, say] = await Promise.all([
    settingsNow(['excellentShare', 'spreadLeast', 'reportPassRate', 'reviewKinds']),
    settingsNow(['rateTargets']),
    yearsWithData(today),
    saying(),
  ])
  const { t } = say
  const labels = {
    excellentShare: t('setting.figures.excellentShare'),
    spreadLeast: t('setting.figures.spreadLeast'),
    reportPassRate: t('setting.figures.reportPassRate'),
    reviewKinds: t('setting.figures.reviewKinds'),
  }
  const targetLabels = Object.fromEntries(targetedRates.map(code => [code, say.term(`rate.${code}`)]))
  return (
    <>
      <PageHead title={t('setting.nav.figures')} below={t('setting.figures.lead')} />
      <Form edits action={saveFigures} labels={labels} className="card max-w-xl">
        <Seen value={figures.version} />
        <TextField
          name="excellentShare"
          type="number"
          label={labels.excellentShare}
          hint={t('setting.figures.excellentHint')}
          value={figures.excellentShare}
        />
        <TextField
          name="spreadLeast"
          type="number"
          label={labels.spreadLeast}
          hint={t('setting.figures.spreadHint')}
          value={figures.spreadLeast}
        />
        <SelectField
          name="reportPassRate"
          label={labels.reportPassRate}
          hint={t('setting.figures.passRateHint')}
          value={figures.reportPassRate}
          choices={(['passRate', 'passRateOfSat'] as const).map(rate => ({
            value: rate,
            label: say.term(`rate.${rate}`),
          }))}
        />
        <CheckList
          name="reviewKinds"
          label={labels.reviewKinds}
          hint={t('setting.figures.reviewHint')}
          value={figures.reviewKinds}
          choices={reviewedKinds.map(kind => ({
            value: kind,
            label: t(`setting.figures.reviewed.${kind}`),
          }))}
        />
        <SaveButton>{t('setting.figures.save')}</SaveButton>
      </Form>
      <section className="mt-8 max-w-xl" aria-labelledby="targets">
        <h2 id="targets">{t('setting.figures.targetsTitle', { year })}</h2>
        <p className="mt-1 text-ink-3 text-sm">{t('setting.figures.targetsLead')}</p>
        <nav aria-label={t('setting.figures.targetsYear')} className="my-3 flex flex-wrap gap-2">
          {[...new Set([thisYear + 1, year, ...years])].sort().map(each => (
            <Link
              key={each}
              href={`/settings/figures?year=${each}#targets`}
              aria-current={each === year ? 'page' : undefined}
              className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
            >
              {t('common.date.year', { year: each })}
            </Link>
          ))}
        </nav>
        <Form key={year} edits action={saveTargets} labels={targetLabels} className="card">
          <Seen value={targets.version} />
          <input type="hidden" name="year" value={year} />
          {targetedRates.map(code => (
            <TextField
              key={code}
              name={code}
              inputMode="numeric"
              label={say.term(`rate.${code}`)}
              value={targets.rateTargets[year]?.[code]}
            />
          ))}
          <SaveButton>{t('setting.figures.targetsSave')}</SaveButton>
        </Form>
      </section>
    </>
  )
}
