import { CheckList, Seen, TextArea, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { saveAbout } from '../actions'

type Named = { id: number; name: string }
type Props = {
  say: Say
  activity: { id: number; version: number; remark: string | null }
  hosts: { name: string }[]
  /** Topics of the activity, followed by those of the year. */
  topics: Named[]
  choices: Named[]
}

/** Topics, co-hosts, and one sentence. */
export function AboutForm({ say, activity, hosts, topics, choices }: Props) {
  const { t } = say
  const labels = {
    topics: t('counter.about.topics'),
    newTopics: t('counter.about.newTopics'),
    coHosts: t('counter.about.coHosts'),
    remark: t('counter.about.remark'),
  }
  const own = new Set(topics.map(topic => topic.id))
  const offered = [...topics, ...choices.filter(topic => !own.has(topic.id))]
  return (
    <section className="card">
      <h2 className="mb-2">{t('counter.about.title')}</h2>
      <Form edits action={saveAbout} id="about" labels={labels}>
        <input type="hidden" name="id" value={activity.id} />
        <Seen value={activity.version} />
        {offered.length > 0 && (
          <CheckList
            name="topics"
            label={labels.topics}
            value={topics.map(topic => String(topic.id))}
            choices={offered.map(topic => ({ value: String(topic.id), label: topic.name }))}
          />
        )}
        <TextField name="newTopics" label={labels.newTopics} hint={t('counter.about.newTopicsHint')} />
        <TextField name="coHosts" label={labels.coHosts} value={hosts.map(host => host.name).join('、')} />
        <TextArea name="remark" label={labels.remark} value={activity.remark} rows={2} />
        <SaveButton>{t('counter.about.save')}</SaveButton>
      </Form>
    </section>
  )
}
