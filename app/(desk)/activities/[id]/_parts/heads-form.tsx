import { Seen, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { saveHeads } from '../../actions'

type Props = {
  say: Say
  activity: {
    id: number
    version: number
    isPublic: boolean
    heads: number | null
    consultations: number | null
  }
  mayChange: boolean
}

/** 受众人次 and 解答咨询人次, of people who are on no list. Editable by the organiser, read-only for others. */
export function HeadsForm({ say, activity, mayChange }: Props) {
  const { t, term } = say
  const { heads, consultations } = activity
  if (!mayChange && heads === null && consultations === null) return null
  return (
    <section className="card">
      <h2 className="mb-2">{t('activity.page.headsTitle')}</h2>
      {mayChange ? (
        <Form
          edits
          action={saveHeads}
          labels={{ heads: term('heading.heads'), consultations: term('heading.consultations') }}
        >
          <input type="hidden" name="id" value={activity.id} />
          <Seen value={activity.version} />
          <Seen name="headsSeen" value={heads ?? ''} />
          <Seen name="consultationsSeen" value={consultations ?? ''} />
          <div className="grid grid-cols-2 gap-x-3">
            <TextField name="heads" label={term('heading.heads')} value={heads} autoComplete="off" />
            <TextField
              name="consultations"
              label={term('heading.consultations')}
              value={consultations}
              autoComplete="off"
            />
          </div>
          <div className="flex flex-wrap items-center gap-x-4">
            <SaveButton look="btn">{t('activity.page.saveHeads')}</SaveButton>
            <Link
              href={`/activities/${activity.id}/evidence?kind=paperList#papers`}
              className="inline-flex min-h-11 items-center"
            >
              {t('attachment.papers.attachList')}
            </Link>
          </div>
        </Form>
      ) : (
        <p>
          {[
            heads !== null && `${term('heading.heads')} ${heads}`,
            consultations !== null && `${term('heading.consultations')} ${consultations}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </section>
  )
}
