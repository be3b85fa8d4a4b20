import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Tag } from '@/app/_ui/tag'
import type { personById } from '@/lib/organisation/people/person.queries'
import { withdraw } from '../../actions'

type Props = { say: Say; person: Awaited<ReturnType<typeof personById>>; today: string }

/** The person's units, newest first; a membership that has not begun yet can be removed. */
export function Memberships({ say, person, today }: Props) {
  const { t } = say
  const mayWithdraw = person.mayChange && person.memberships.length + person.hiddenMemberships > 1
  return (
    <section className="card desk:col-span-2" aria-labelledby="person-memberships">
      <h2 id="person-memberships" className="mb-2">
        {t('roster.person.memberships')}
      </h2>
      <ul>
        {person.memberships.map(each => (
          <li
            key={each.id}
            className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-2"
          >
            <span className="desk:w-60 w-full text-ink-2">
              {each.fromDay} — {each.toDay ?? t('roster.person.still')}
            </span>
            <span className="min-w-0 flex-1">{each.unitName}</span>
            <Tag tone={each.isPrimary ? 'go' : 'quiet'}>
              {t(each.isPrimary ? 'roster.person.primary' : 'roster.person.secondary')}
            </Tag>
            {mayWithdraw && each.fromDay >= today && (
              <ButtonForm
                id={`withdraw-${each.id}`}
                action={withdraw}
                fields={{ personId: person.id, what: 'membership', id: each.id }}
                look="btn btn-plain"
                label={t('roster.person.withdrawLabel', { what: each.unitName })}
              >
                {t('roster.person.withdraw')}
              </ButtonForm>
            )}
          </li>
        ))}
      </ul>
      {mayWithdraw && person.memberships.some(each => each.fromDay >= today) && (
        <p className="mt-2 text-ink-3 text-sm">{t('roster.person.withdrawHint')}</p>
      )}
      {person.hiddenMemberships > 0 && (
        <p className="mt-2 text-ink-3 text-sm">
          {t('roster.person.hidden', { count: person.hiddenMemberships })}
        </p>
      )}
    </section>
  )
}
