import { CheckList, Seen, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { notHereLines } from '@/lib/organisation/settings/setting.rules'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { settingsViewer } from './_parts/viewer'
import { saveLists } from './actions'

export const generateMetadata = titled('setting.title')

export default async function WordsPage() {
  await settingsViewer()
  const [lists, say] = await Promise.all([
    settingsNow(['forms', 'publicForms', 'targets', 'targetsNotHere', 'campaigns']),
    saying(),
  ])
  const { forms, publicForms, targets, targetsNotHere: notHere, campaigns, version } = lists
  const { t } = say
  const labels = {
    forms: t('setting.words.forms'),
    publicForms: t('setting.words.publicForms'),
    targets: t('setting.words.targets'),
    targetsNotHere: t('setting.words.notHere'),
    campaigns: t('setting.words.campaigns'),
  }
  return (
    <>
      <PageHead title={t('setting.nav.words')} below={t('setting.words.lead')} />
      {/* One form: without script a second one would lose what was typed into it when the first is saved. */}
      <Form edits labels={labels} action={saveLists}>
        <Seen value={version} />
        <div className="mb-4 grid desk:grid-cols-2 items-start gap-4">
          <section className="card" aria-labelledby="forms-title">
            <h2 id="forms-title" className="mb-3">
              {t('setting.words.formsTitle')}
            </h2>
            <TextArea
              name="forms"
              label={t('setting.words.forms')}
              hint={t('setting.words.formsHint')}
              value={forms.join('\n')}
              rows={forms.length + 2}
            />
            <CheckList
              name="publicForms"
              label={t('setting.words.publicForms')}
              hint={t('setting.words.publicHint')}
              value={publicForms}
              choices={forms.map(form => ({ value: form, label: form }))}
            />
            <p className="mb-4 text-ink-3 text-sm">
              {t('setting.words.online', { forms: onlineStudyForms.join('、') })}
            </p>
          </section>
          <section className="card" aria-labelledby="lists-title">
            <h2 id="lists-title" className="mb-3">
              {t('setting.words.listsTitle')}
            </h2>
            <TextArea
              name="targets"
              label={t('setting.words.targets')}
              hint={t('setting.words.listHint')}
              value={targets.join('\n')}
              rows={targets.length + 2}
            />
            <TextArea
              name="targetsNotHere"
              label={t('setting.words.notHere')}
              hint={t('setting.words.notHereHint')}
              value={notHereLines(notHere)}
              rows={notHere.length + 2}
            />
            <TextArea
              name="campaigns"
              label={t('setting.words.campaigns')}
              hint={t('setting.words.listHint')}
              value={campaigns.join('\n')}
              rows={campaigns.length + 2}
            />
          </section>
        </div>
        <SaveButton>{t('setting.words.save')}</SaveButton>
      </Form>
    </>
  )
}
