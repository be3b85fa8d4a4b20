import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import type { Say } from '@/app/_i18n/messages'
import { answerSample } from '../actions'
import { Part, Sample } from './part'
import { SampleFields } from './sample-fields'

/** The first form can be sent: empty fields are answered by their errors, others by a notice. */
export function FormPart({ say }: { say: Say }) {
  const { t } = say
  return (
    <Part file="app/_forms/form.tsx">
      <div className="grid desk:grid-cols-2 grid-cols-1 gap-x-6 gap-y-4">
        <Sample of="turn: 0">
          <Form id="live" action={answerSample} className="card" labels={labelsIn(say)}>
            <SampleFields say={say} />
            <Send say={say} />
          </Form>
        </Sample>
        <Sample of="errors, values">
          <Form
            id="faulty"
            action={answerSample}
            className="card"
            labels={labelsIn(say)}
            first={{
              turn: 0,
              errors: {
                title: t('common.form.required'),
                day: t('common.form.notADay'),
                unit: t('common.form.notAChoice'),
                groups: t('ui.form.noGroup'),
              },
              values: { title: '', day: '', hours: '3', unit: '3', place: '', groups: [] },
            }}
          >
            <SampleFields say={say} />
            <Send say={say} />
          </Form>
        </Sample>
        <Sample of="message">
          <Form
            id="refused"
            action={answerSample}
            className="card"
            first={{ turn: 0, message: t('ui.form.refused') }}
          >
            <TextField name="day" type="date" label={t('ui.form.day')} value="2026-10-16" />
            <Send say={say} />
          </Form>
        </Sample>
        <Sample of="ok, message">
          <Form
            id="done"
            action={answerSample}
            className="card"
            first={{ turn: 0, ok: true, message: t('common.form.saved') }}
          >
            <TextField name="title" label={t('ui.form.title')} value={t('ui.form.titleValue')} />
            <Send say={say} />
          </Form>
        </Sample>
      </div>
    </Part>
  )
}

export function FormKeyPart({ say }: { say: Say }) {
  return (
    <Part file="app/_forms/form-key.tsx">
      <form>
        <FormKey />
        <p>{say.t('ui.form.key')}</p>
      </form>
    </Part>
  )
}

function Send({ say }: { say: Say }) {
  return (
    <button type="submit" className="btn btn-main">
      {say.t('ui.form.send')}
    </button>
  )
}

function labelsIn({ t }: Say): Record<string, string> {
  return {
    title: t('ui.form.title'),
    day: t('ui.form.day'),
    unit: t('ui.form.unit'),
    groups: t('ui.form.groups'),
  }
}
