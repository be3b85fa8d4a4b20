import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { answerSample } from '../actions'
import { Part, Sample } from './part'

const looks = ['btn btn-main', 'btn', 'btn btn-plain'] as const

export function ButtonFormPart({ say: { t } }: { say: Say }) {
  const fields = { title: t('ui.form.titleValue'), day: '2026-10-16' }
  return (
    <Part file="app/_forms/button-form.tsx">
      <div className="grid desk:grid-cols-4 grid-cols-2 gap-4">
        {looks.map(look => (
          <Sample key={look} of={`look="${look}"`}>
            <ButtonForm action={answerSample} fields={fields} look={look} label={t('ui.form.pressLabel')}>
              {t('ui.form.press')}
            </ButtonForm>
          </Sample>
        ))}
        <Sample of="disabled">
          <button type="button" disabled className="btn btn-main">
            {t('ui.form.press')}
          </button>
        </Sample>
      </div>
    </Part>
  )
}
