import { saying } from '@/app/_i18n/say'
import { now } from '@/lib/core/clock'
import { ClientForm, type FormProps } from './form.client'

/** A form that works without script; after an answer it shows the errors and keeps the typed values. */
export async function Form(props: FormProps) {
  const { t } = await saying()
  const words = {
    errorTitle: t('common.form.errorTitle'),
    labelled: t('common.form.labelled'),
    notSent: t('common.form.notSent'),
    outdated: t('common.form.outdated'),
    theirs: t('common.form.theirs'),
    empty: t('common.form.emptyValue'),
    ticked: t('common.form.ticked'),
    unticked: t('common.form.unticked'),
    unlisted: t('common.form.unlisted'),
    taken: t('common.form.taken'),
    takeSaved: t('common.form.takeSaved'),
    takeTyped: t('common.form.takeTyped'),
    saveChecked: t('common.form.saveChecked'),
    correction: t('common.form.correction'),
  }
  return <ClientForm {...props} words={words} openedAt={now()} />
}
