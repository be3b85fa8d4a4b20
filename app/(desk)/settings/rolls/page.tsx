import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { settingsViewer } from '../_parts/viewer'
import { saveRolls } from '../actions'
import { KindRows } from './_parts/kind-rows.client'

export const generateMetadata = titled('setting.nav.rolls')

/** 请假事由 with the rule of each, and 自动确认考勤, which is off by default. */
export default async function RollsPage() {
  await settingsViewer()
  const [now, say] = await Promise.all([settingsNow(['leaveKinds', 'autoCloseDays']), saying()])
  const { t, term } = say
  const labels = { kinds: t('setting.rolls.kinds'), autoCloseDays: t('setting.rolls.autoClose') }
  return (
    <>
      <PageHead title={t('setting.nav.rolls')} below={t('setting.rolls.lead')} />
      <Form edits action={saveRolls} labels={labels} className="card max-w-xl">
        <Seen value={now.version} />
        <KindRows
          kinds={now.leaveKinds}
          legend={labels.kinds}
          hint={t('setting.rolls.kindsLead')}
          words={{
            kind: t('setting.rolls.kind'),
            rule: t('setting.rolls.rule'),
            newRule: t('setting.rolls.newRule'),
          }}
          choices={[
            { value: '', label: t('setting.rolls.followsPlan') },
            { value: 'pending', label: term('leaveRule.pending') },
            { value: 'excluded', label: term('leaveRule.excluded') },
            { value: 'absent', label: term('leaveRule.absent') },
          ]}
        />
        <TextField
          name="autoCloseDays"
          type="number"
          label={labels.autoCloseDays}
          hint={t('setting.rolls.autoCloseHint')}
          value={now.autoCloseDays}
          className="max-w-sm"
        />
        <SaveButton>{t('setting.rolls.save')}</SaveButton>
      </Form>
    </>
  )
}
