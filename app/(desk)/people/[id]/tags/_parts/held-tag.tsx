import { ButtonForm } from '@/app/_forms/button-form'
import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { type BodyRole, bodyRoles, isBody } from '@/lib/organisation/people/person.rules'
import { giveBodyRole, takeTag, withdraw } from '../../../actions'

type Held = {
  id: number
  tagId: number
  name: string
  fromDay: string
  toDay: string | null
  version: number
  role: BodyRole | null
  roleVersion: number | null
}
type Props = { say: Say; personId: number; tag: Held; today: string }

/** One tag: its start, the role in the body, and a form to end it; one that has not begun yet is removed. */
export function HeldTag({ say, personId, tag, today }: Props) {
  const { t } = say
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 border-line border-t pt-3">
      <p className="mb-3">
        <span className="font-semibold">{tag.name}</span>
        <span className="block text-ink-3 text-sm">
          {tag.toDay
            ? t('roster.tag.spanEnded', { from: tag.fromDay, to: tag.toDay })
            : t('roster.tag.span', { from: tag.fromDay })}
        </span>
      </p>
      <div className="flex flex-wrap items-end gap-x-6">
        {(isBody(tag.name) || tag.role) && (
          <Form
            id={`role-${tag.id}`}
            edits
            labels={{ role: t('roster.tag.role') }}
            action={giveBodyRole}
            className="flex flex-wrap items-end gap-2"
          >
            <input type="hidden" name="personId" value={personId} />
            <input type="hidden" name="tagId" value={tag.tagId} />
            <Seen value={tag.roleVersion} />
            <SelectField
              name="role"
              label={t('roster.tag.role')}
              value={tag.role ?? ''}
              choices={[
                { value: '', label: t('roster.tag.roleNone') },
                ...bodyRoles.map(role => ({ value: role, label: say.term(`bodyRole.${role}`) })),
              ]}
            />
            <SaveButton look="btn mb-4">{t('roster.tag.saveRole')}</SaveButton>
          </Form>
        )}
        {tag.fromDay >= today ? (
          <ButtonForm
            id={`withdraw-${tag.id}`}
            action={withdraw}
            fields={{ personId, what: 'tag', id: tag.id }}
            look="btn mb-4"
            label={t('roster.person.withdrawLabel', { what: tag.name })}
          >
            {t('roster.person.withdraw')}
          </ButtonForm>
        ) : (
          <Form id={`end-${tag.id}`} action={takeTag} className="flex flex-wrap items-end gap-2">
            <input type="hidden" name="personId" value={personId} />
            <input type="hidden" name="personTagId" value={tag.id} />
            <Seen value={tag.version} />
            <TextField name="lastDay" type="date" label={t('roster.tag.lastDay')} value={today} />
            <button
              type="submit"
              className="btn mb-4"
              aria-label={t('roster.tag.endLabel', { tag: tag.name })}
            >
              {t('roster.tag.end')}
            </button>
          </Form>
        )}
      </div>
    </li>
  )
}
