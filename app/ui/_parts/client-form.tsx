import { Seen, TextField } from '@/app/_forms/field.client'
import { ClientForm } from '@/app/_forms/form.client'
import { Held, SaveButton, Theirs, Was } from '@/app/_forms/versioned.client'
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
    taken: t('common.form.taken'),
    takeSaved: t('common.form.takeSaved'),
    takeTyped: t('common.form.takeTyped'),
    saveChecked: t('common.form.saveChecked'),
    correction: t('common.form.correction'),
    changed: t('common.form.differs'),
    asked: t('common.form.choose'),
  }
  const sample = (why: 'notSent' | 'outdated' | 'changed' | 'asked') => {
    const theirs = { title: t('ui.form.titleSaved'), note: 'B' }
    const met = why === 'changed' || why === 'asked'
    return (
      <Sample key={why} of={`words.${why}`}>
        <ClientForm
          id={why}
          action={answerSample}
          words={words}
          className="card"
          labels={{ title: t('ui.form.title') }}
          edits={why === 'asked' ? true : undefined}
          first={{
            turn: 0,
            message: words[why],
            values: { title: t('ui.form.titleValue') },
            ...(met ? { theirs } : {}),
            ...(why === 'asked' ? { asked: ['title'] } : {}),
          }}
        >
          <Seen value={1} />
          <TextField name="title" label={t('ui.form.title')} />
          <Theirs name="note" />
          <Held name="unitId" value={1} />
          <Was name="note" kind="t" values={['A']} />
          <SaveButton>{t('ui.form.send')}</SaveButton>
        </ClientForm>
      </Sample>
    )
  }
  const columns = 'grid desk:grid-cols-2 grid-cols-1 gap-x-6 gap-y-4'
  return (
    <>
      <Part file="app/_forms/form.client.tsx">
        <div className={columns}>{(['notSent', 'outdated'] as const).map(sample)}</div>
      </Part>
      <Part file="app/_forms/versioned.client.tsx">
        <div className={columns}>{(['changed', 'asked'] as const).map(sample)}</div>
      </Part>
    </>
  )
}
