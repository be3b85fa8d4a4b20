import { ButtonForm } from '@/app/_forms/button-form'
import { SelectField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { linkableActivities } from '@/lib/plan/items/linkable.queries'
import type { PlanItem } from '@/lib/plan/plan.queries'
import { dayWithWeekday, monthDay } from '../../../../_parts/day-words'
import { joinActivity, leaveActivity } from '../../../../actions'

type Props = {
  say: Say
  /** Whether the viewer organises the unit responsible for it. */
  mayRecord: boolean
  item: PlanItem
  candidates: Awaited<ReturnType<typeof linkableActivities>>
}

/** Activities linked to the item in addition to its occurrences, and the form that links one. */
export function Joined({ say, mayRecord, item, candidates }: Props) {
  const { t } = say
  const extra = item.activities.filter(each => !item.occurrences.some(one => one.activityId === each.id))
  return (
    <>
      {extra.length > 0 && (
        <section>
          <h2 className="mb-2">{t('plan.item.alsoJoined')}</h2>
          <ul className="card divide-y divide-line px-4 py-0">
            {extra.map(each => (
              <li key={each.id} className="flex flex-wrap items-center gap-x-4 py-2.5">
                <Link href={`/activities/${each.id}`} className="min-w-0 flex-1 basis-56">
                  {each.title}
                </Link>
                <span className="text-ink-3 text-sm">{dayWithWeekday(say, each.day)}</span>
                <span className="text-ink-2 text-sm">{say.term(`activityStatus.${each.status}`)}</span>
                {mayRecord && (
                  <ButtonForm
                    action={leaveActivity}
                    fields={{ itemId: item.id, activityId: each.id }}
                    look="btn btn-plain"
                    label={t('plan.item.unlinkOf', { title: each.title })}
                  >
                    {t('plan.item.unlink')}
                  </ButtonForm>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayRecord && (
        <details className="rounded-lg border border-line px-4">
          <summary className="flex min-h-11 list-none items-center font-semibold">
            {t('plan.item.link')} ▾
          </summary>
          <p className="mb-3 text-ink-3">{t('plan.item.linkHint')}</p>
          {candidates.length === 0 ? (
            <p className="mb-4">{t('plan.item.noCandidates')}</p>
          ) : (
            <Form action={joinActivity} className="mb-4">
              <input type="hidden" name="itemId" value={item.id} />
              <SelectField
                name="activityId"
                label={t('plan.item.linkChoice')}
                choices={candidates.map(each => ({
                  value: String(each.id),
                  label: `${monthDay(say, each.day)} ${each.title}（${each.unitName}）`,
                }))}
              />
              <button type="submit" className="btn">
                {t('plan.item.linkSave')}
              </button>
            </Form>
          )}
        </details>
      )}
    </>
  )
}
