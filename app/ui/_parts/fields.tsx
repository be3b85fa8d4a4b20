import { TextField, TickWhen, Unless, ValueNote } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { answerSample } from '../actions'
import { Part, Sample } from './part'
import { SampleFields } from './sample-fields'

/** The fields that depend on the form's answer, before and after it, and locked fields. */
export function FieldsPart({ say }: { say: Say }) {
  const { t } = say
  const conflicts = t('ui.form.conflicts')
  return (
    <Part file="app/_forms/field.client.tsx">
      <div className="grid desk:grid-cols-2 grid-cols-1 gap-x-6 gap-y-4">
        <Sample of="Unless ValueNote TickWhen, turn: 0">
          <Form id="asked" action={answerSample} className="card">
            <DependentFields say={say} />
          </Form>
        </Sample>
        <Sample of='reason: "conflicts"'>
          <Form
            id="conflicting"
            action={answerSample}
            className="card"
            first={{
              turn: 0,
              reason: 'conflicts',
              message: conflicts,
              found: { '2026-10-17': t('ui.form.asTyped') },
              values: { title: t('ui.form.titleValue'), day: '2026-10-17' },
            }}
          >
            <DependentFields say={say} />
          </Form>
        </Sample>
        <Sample of="fieldset disabled">
          <div className="card">
            <Alert tone="note" className="mb-4">
              {t('ui.form.locked')}
            </Alert>
            <Form id="locked" action={answerSample}>
              <fieldset disabled>
                <SampleFields say={say} />
                <button type="submit" className="btn btn-main mr-2">
                  {t('ui.form.send')}
                </button>
                <button type="button" className="btn">
                  {t('common.form.cancel')}
                </button>
              </fieldset>
            </Form>
          </div>
        </Sample>
      </div>
    </Part>
  )
}

function DependentFields({ say: { t } }: { say: Say }) {
  return (
    <>
      <Unless reason="conflicts">
        <Alert tone="warning" dense className="mb-3">
          {t('ui.alert.warning')}
        </Alert>
      </Unless>
      <TextField name="title" label={t('ui.form.title')} value={t('ui.form.titleValue')} />
      <TextField name="day" type="date" label={t('ui.form.day')} value="2026-10-16" className="mb-1" />
      <p className="mb-3 text-ochre text-sm">
        <ValueNote name="day">{t('ui.alert.note')}</ValueNote>
      </p>
      <TickWhen
        reason="conflicts"
        name="despite"
        label={<b className="font-semibold">{t('ui.form.despite')}</b>}
      />
      <button type="submit" className="btn btn-main">
        {t('ui.form.send')}
      </button>
    </>
  )
}
