import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { rememberedHeadsOf } from '@/lib/import/remembered-heads.queries'
import { type RememberedTerm, rememberedWordsOf } from '@/lib/import/remembered-words.queries'
import { termKinds } from '@/lib/organisation/settings/setting.input'
import { settingsViewer } from '../_parts/viewer'
import { saveWord } from '../actions'
import { HeadList } from './_parts/head-list'
import { WordList } from './_parts/word-list'

export const generateMetadata = titled('setting.nav.aliases')

export default async function AliasesPage() {
  const viewer = await settingsViewer()
  const [{ units, terms }, heads, say] = await Promise.all([
    rememberedWordsOf(viewer),
    rememberedHeadsOf(viewer),
    saying(),
  ])
  const { t } = say
  const labels = { word: t('setting.aliases.word'), meaning: t('setting.aliases.meaning') }
  const placeOf = ({ kind, means, column }: RememberedTerm) => {
    const said = means ? t(`setting.termKind.${means}`) : kind
    if (!column) return said
    return t('setting.aliases.only', {
      kind: said,
      sheet: t(`import.kind.${column.sheet}`),
      column: column.head,
    })
  }
  return (
    <>
      <PageHead title={t('setting.nav.aliases')} below={t('setting.aliases.lead')} />
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <section className="card desk:order-last" aria-labelledby="word-title">
          <h2 id="word-title" className="mb-3">
            {t('setting.aliases.addTitle')}
          </h2>
          <Form id="word" edits="new" labels={labels} action={saveWord}>
            <Seen value={null} />
            <SelectField
              name="kind"
              label={t('setting.aliases.kind')}
              choices={termKinds.map(kind => ({ value: kind, label: t(`setting.termKind.${kind}`) }))}
            />
            <TextField name="word" label={t('setting.aliases.word')} required />
            <TextField name="meaning" label={t('setting.aliases.meaning')} required />
            <SaveButton>{t('setting.aliases.add')}</SaveButton>
          </Form>
        </section>
        <div className="desk:col-span-2 grid gap-4">
          <WordList
            say={say}
            title={t('setting.aliases.units')}
            none={t('setting.aliases.unitsNone')}
            words={units.map(each => ({ ...each, kind: 'unit', said: null }))}
          />
          <WordList
            say={say}
            title={t('setting.aliases.terms')}
            none={t('setting.aliases.termsNone')}
            words={terms.map(each => ({ ...each, said: placeOf(each) }))}
          />
          <HeadList say={say} heads={heads} />
        </div>
      </div>
    </>
  )
}
