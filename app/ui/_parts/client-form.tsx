import { Seen, TextField, Theirs } from '@/app/_forms/field.client'
import { ClientForm } from '@/app/_forms/form.client'
import type { Say } from '@/app/_i18n/messages'
import { answerSample } from '../actions'
import { Part, Sample } from './part'

/** What a form says where the server cannot be reached or has been updated, or somebody else changed the row. */
export function ClientFormPart({ say: { t } }: { say: Say }) {
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
    changed: t('common.form.changedFields'),
  }
  return (
    <Part file="app/_forms/form.client.tsx">
      <div className="grid desk:grid-cols-2 grid-cols-1 gap-x-6 gap-y-4">
        {(['notSent', 'outdated', 'changed'] as const).map(why => (
          <Sample key={why} of={`words.${why}`}>
            <ClientForm
              id={why}
              action={answerSample}
              words={words}
              className="card"
              first={{
                turn: 0,
                message: words[why],
                values: { title: t('ui.form.titleValue') },
                theirs: why === 'changed' ? { title: t('ui.form.titleSaved'), note: 'B' } : undefined,
              }}
            >
              <Seen value={1} />
              <TextField name="title" label={t('ui.form.title')} />
              <Theirs name="note" />
              <button type="submit" className="btn btn-main">
                {t('ui.form.send')}
              </button>
            </ClientForm>
          </Sample>
        ))}
      </div>
    </Part>
  )
}
