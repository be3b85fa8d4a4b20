import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { factorRules } from '@/lib/access/second-factor.rules'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { settingsViewer } from '../_parts/viewer'
import { saveSessions } from '../actions'

export const generateMetadata = titled('setting.nav.sessions')

export default async function SessionsPage() {
  await settingsViewer()
  const [now, { t }] = await Promise.all([settingsNow(['idleMinutes', 'secondFactor']), saying()])
  const labels = {
    idleMinutes: t('setting.sessions.idleMinutes'),
    secondFactor: t('setting.sessions.secondFactor'),
  }
  return (
    <>
      <PageHead title={t('setting.nav.sessions')} below={t('setting.sessions.lead')} />
      <Form edits action={saveSessions} labels={labels} className="card max-w-xl">
        <Seen value={now.version} />
        <TextField
          name="idleMinutes"
          type="number"
          label={labels.idleMinutes}
          hint={t('setting.sessions.idleHint')}
          value={now.idleMinutes}
          required
          className="max-w-sm"
        />
        <SelectField
          name="secondFactor"
          label={labels.secondFactor}
          hint={t('setting.sessions.secondFactorHint')}
          value={now.secondFactor}
          choices={factorRules.map(each => ({
            value: each,
            label: t(`setting.sessions.secondFactorOf.${each}`),
          }))}
        />
        <SaveButton>{t('setting.sessions.save')}</SaveButton>
      </Form>
    </>
  )
}
