import { CheckList, Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { reviewedKinds } from '@/lib/organisation/settings/setting.rules'
import { settingsViewer } from '../_parts/viewer'
import { saveFigures } from '../actions'

export const generateMetadata = titled('setting.nav.figures')

export default async function FiguresPage() {
  await settingsViewer()
  const [now, say] = await Promise.all([
    settingsNow(['excellentShare', 'spreadLeast', 'reportPassRate', 'reviewKinds']),
    saying(),
  ])
  const { t } = say
  const labels = {
    excellentShare: t('setting.figures.excellentShare'),
    spreadLeast: t('setting.figures.spreadLeast'),
    reportPassRate: t('setting.figures.reportPassRate'),
    reviewKinds: t('setting.figures.reviewKinds'),
  }
  return (
    <>
      <PageHead title={t('setting.nav.figures')} below={t('setting.figures.lead')} />
      <Form edits action={saveFigures} labels={labels} className="card max-w-xl">
        <Seen value={now.version} />
        <TextField
          name="excellentShare"
          type="number"
          label={labels.excellentShare}
          hint={t('setting.figures.excellentHint')}
          value={now.excellentShare}
        />
        <TextField
          name="spreadLeast"
          type="number"
          label={labels.spreadLeast}
          hint={t('setting.figures.spreadHint')}
          value={now.spreadLeast}
        />
        <SelectField
          name="reportPassRate"
          label={labels.reportPassRate}
          hint={t('setting.figures.passRateHint')}
          value={now.reportPassRate}
          choices={(['passRate', 'passRateOfSat'] as const).map(rate => ({
            value: rate,
            label: say.term(`rate.${rate}`),
          }))}
        />
        <CheckList
          name="reviewKinds"
          label={labels.reviewKinds}
          hint={t('setting.figures.reviewHint')}
          value={now.reviewKinds}
          choices={reviewedKinds.map(kind => ({
            value: kind,
            label: t(`setting.figures.reviewed.${kind}`),
          }))}
        />
        <SaveButton>{t('setting.figures.save')}</SaveButton>
      </Form>
    </>
  )
}
