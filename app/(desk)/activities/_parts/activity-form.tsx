import type { FormState } from '@/app/_forms/action'
import { CheckList, Seen, SelectField, TextArea, TextField, Tick, TickWhen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import type { activityChoices } from '@/lib/activity/activity.queries'
import type { Day } from '@/lib/core/time'

/** Initial values: of the activity, or proposed by a plan item or a day. */
export type Begin = {
  title: string
  form: string
  hostUnitId: number | null
  day: Day
  lastDay: Day | null
  starts: string
  ends: string
  signInFrom: string
  lateAfter: string
  signInUntil: string
  place: string
  lecturer: string
  lecturerRank: string
  hours: number | null
  compulsory: boolean
  isPublic: boolean
  campaign: string
  audienceWords: string
  invitedNames: string
  coHosts: string
  targets: string[]
  topics: number[]
  remark: string
}

type Props = {
  say: Say
  action: (before: FormState, form: FormData) => Promise<FormState>
  begin: Begin
  choices: Awaited<ReturnType<typeof activityChoices>>
  /** The activity that is edited, or the occurrence of a plan for which one is made. */
  hidden: Record<string, number>
  /** Of the activity that is edited. */
  version?: number
  /** Whether it may still be saved as a draft. */
  drafts: boolean
}

const names = [
  'title',
  'form',
  'hostUnitId',
  'day',
  'lastDay',
  'starts',
  'ends',
  'signInFrom',
  'lateAfter',
  'signInUntil',
  'place',
  'audienceWords',
  'invitedNames',
  'compulsory',
  'isPublic',
  'targets',
  'topics',
  'campaign',
  'lecturer',
  'lecturerRank',
  'hours',
  'coHosts',
  'remark',
] as const

type Choices = Props['choices']

/** Topics already on the item or the activity are offered too, even if they are not on the year's list. */
export function withTopics(choices: Choices, own: Choices['topics']): Choices {
  const known = new Set(choices.topics.map(topic => topic.id))
  return { ...choices, topics: [...choices.topics, ...own.filter(topic => !known.has(topic.id))] }
}

/** All fields of an activity: what, when and where, the audience, and the rest. */
export function ActivityForm({ say, action, begin, choices, hidden, version, drafts }: Props) {
  const { t } = say
  const labels = Object.fromEntries(names.map(name => [name, t(`activity.form.${name}`)])) as Record<
    (typeof names)[number],
    string
  >
  const optional = (name: (typeof names)[number]) => `${labels[name]}${t('common.form.optional')}`
  const forms =
    choices.forms.includes(begin.form) || !begin.form ? choices.forms : [begin.form, ...choices.forms]
  const units = choices.units.map(unit => ({
    value: String(unit.id),
    label: '\u3000'.repeat(unit.depth) + unit.name,
  }))
  const campaigns = [{ value: '', label: t('activity.form.noCampaign') }].concat(
    choices.campaigns.map(value => ({ value, label: value })),
  )
  return (
    <Form
      edits={version === undefined ? undefined : true}
      action={action}
      labels={labels}
      className="max-w-3xl"
    >
      <FormKey />
      <input type="hidden" name="asksConflicts" value="on" />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {version !== undefined && <Seen value={version} />}
      <TextField name="title" label={labels.title} value={begin.title} required />
      <div className="grid desk:grid-cols-2 gap-x-4">
        <SelectField
          name="form"
          label={labels.form}
          value={begin.form}
          choices={forms.map(value => ({ value, label: value }))}
        />
        <SelectField name="hostUnitId" label={labels.hostUnitId} value={begin.hostUnitId} choices={units} />
      </div>
      <h2 className="mt-4 mb-3 border-line border-b pb-1.5">{t('activity.form.when')}</h2>
      <div className="grid desk:grid-cols-4 grid-cols-2 gap-x-4">
        <TextField name="day" type="date" label={labels.day} value={begin.day} required />
        <TextField name="lastDay" type="date" label={optional('lastDay')} value={begin.lastDay} />
        <TextField name="starts" type="time" label={optional('starts')} value={begin.starts} />
        <TextField name="ends" type="time" label={optional('ends')} value={begin.ends} />
      </div>
      <TextField name="place" label={optional('place')} value={begin.place} />
      <h2 className="mt-4 mb-3 border-line border-b pb-1.5">{t('activity.form.whom')}</h2>
      <TextField
        name="audienceWords"
        label={labels.audienceWords}
        hint={t('activity.form.audienceHint')}
        value={begin.audienceWords}
        autoComplete="off"
        className="mb-2"
      />
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <button type="submit" name="intent" value="count" className="btn">
          {t('activity.form.count')}
        </button>
        <details className="text-ink-2 text-sm">
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {t('activity.form.hints')}
          </summary>
          <p>{choices.hints.join('、')}</p>
        </details>
      </div>
      <Tick name="compulsory" label={t('activity.form.compulsory')} value={begin.compulsory} />
      <TextField
        name="invitedNames"
        label={optional('invitedNames')}
        hint={t('activity.form.invitedHint')}
        value={begin.invitedNames}
        autoComplete="off"
      />
      <Tick name="isPublic" label={t('activity.form.isPublic')} value={begin.isPublic} />
      <CheckList
        name="targets"
        label={optional('targets')}
        value={begin.targets}
        choices={choices.targets.map(value => ({ value, label: value }))}
      />
      <h2 className="mt-4 mb-3 border-line border-b pb-1.5">{t('activity.form.more')}</h2>
      {choices.topics.length > 0 && (
        <CheckList
          name="topics"
          label={optional('topics')}
          hint={t('activity.form.topicsHint')}
          value={begin.topics.map(String)}
          choices={choices.topics.map(topic => ({ value: String(topic.id), label: topic.name }))}
        />
      )}
      <div className="grid desk:grid-cols-3 gap-x-4">
        <TextField name="lecturer" label={optional('lecturer')} value={begin.lecturer} />
        <TextField name="lecturerRank" label={optional('lecturerRank')} value={begin.lecturerRank} />
        <TextField name="hours" label={optional('hours')} value={begin.hours} />
      </div>
      <div className="grid desk:grid-cols-2 gap-x-4">
        <SelectField
          name="campaign"
          label={optional('campaign')}
          value={begin.campaign}
          choices={campaigns}
        />
        <TextField name="coHosts" label={optional('coHosts')} value={begin.coHosts} />
      </div>
      <p className="mb-2 font-semibold">{t('activity.form.signIn')}</p>
      <p className="mb-2 text-ink-3 text-sm">{t('activity.form.signInHint')}</p>
      <div className="grid desk:grid-cols-4 grid-cols-2 gap-x-4">
        <TextField name="signInFrom" type="time" label={optional('signInFrom')} value={begin.signInFrom} />
        <TextField name="lateAfter" type="time" label={optional('lateAfter')} value={begin.lateAfter} />
        <TextField name="signInUntil" type="time" label={optional('signInUntil')} value={begin.signInUntil} />
      </div>
      <TextArea name="remark" label={optional('remark')} value={begin.remark} rows={2} />
      <TickWhen
        reason="conflicts"
        name="despite"
        label={<b className="font-semibold">{t('scheduling.conflict.despite')}</b>}
      />
      <div className="mt-2 flex flex-wrap gap-2">
        <SaveButton>{t(drafts ? 'activity.form.schedule' : 'activity.form.save')}</SaveButton>
        {drafts && (
          <button type="submit" name="draft" value="on" className="btn">
            {t('activity.form.keepDraft')}
          </button>
        )}
      </div>
    </Form>
  )
}
