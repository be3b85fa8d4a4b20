import { ButtonForm } from '@/app/_forms/button-form'
import { SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Empty } from '@/app/_ui/empty'
import { ShareBar } from '@/app/_ui/share-bar'
import { TableCard } from '@/app/_ui/table'
import { Tag } from '@/app/_ui/tag'
import { answerSample } from '../actions'
import { Part, Sample } from './part'
import { peopleIn, type SamplePerson, unitsIn } from './people'

export function TablePart({ say }: { say: Say }) {
  const { t } = say
  const people = peopleIn(say)
  const edited = people[1]
  return (
    <Part file="app/_ui/table.tsx">
      <div className="grid desk:grid-cols-3 grid-cols-1 items-start gap-4">
        <div className="desk:col-span-2 min-w-0">
          <TableCard label={t('ui.table.label')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('ui.table.name')}</th>
                  <th scope="col">{t('ui.table.unit')}</th>
                  <th scope="col">{t('ui.table.state')}</th>
                  <th scope="col" className="n">
                    {t('ui.table.share')}
                  </th>
                  <th scope="col">
                    <span className="sr-only">{t('ui.table.remove')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {people.map(person => (
                  <Row key={person.id} say={say} person={person} />
                ))}
              </tbody>
            </table>
          </TableCard>
        </div>
        <Form id="row" action={answerSample} className="card">
          <h4 className="mb-3 font-semibold">{t('ui.table.edit')}</h4>
          <TextField name="title" label={t('ui.table.name')} value={edited?.name} />
          <SelectField
            name="unit"
            label={t('ui.table.unit')}
            value={2}
            choices={unitsIn(say).map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <button type="submit" className="btn btn-main">
            {t('common.form.save')}
          </button>
        </Form>
      </div>
      <Sample>
        <Empty text={t('ui.table.empty')} />
      </Sample>
    </Part>
  )
}

function Row({ say, person }: { say: Say; person: SamplePerson }) {
  const { t } = say
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap font-normal text-base text-ink">
        {person.name}
      </th>
      <td>{person.unit}</td>
      <td>
        <Tag tone={person.tone}>{say.term(person.word)}</Tag>
      </td>
      <td className="n">
        {person.numerator}/{person.denominator}
        <ShareBar numerator={person.numerator} denominator={person.denominator} />
      </td>
      <td className="n">
        <ButtonForm
          id={`remove-${person.id}`}
          action={answerSample}
          fields={{ title: person.name, day: '2026-10-16' }}
          look="min-h-11 text-indigo underline"
          label={t('ui.table.removeLabel', { name: person.name })}
        >
          {t('ui.table.remove')}
        </ButtonForm>
      </td>
    </tr>
  )
}
