import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { allTags } from '@/lib/organisation/people/person.queries'
import { giveTag } from '../../actions'
import { type PersonParams, personToChange } from '../_parts/person'
import { HeldTag } from './_parts/held-tag'

export const generateMetadata = titled('roster.person.editTags')

export default async function PersonTagsPage(props: PersonParams) {
  const { viewer, person, today } = await personToChange(props)
  const [tags, say] = await Promise.all([allTags(viewer, today), saying()])
  const { t } = say
  const current = person.tags.filter(each => each.toDay === null || each.toDay >= today)
  const past = person.tags.filter(each => each.toDay !== null && each.toDay < today)
  const labels = { tag: t('roster.tag.name'), fromDay: t('roster.tag.fromDay') }
  return (
    <>
      <PageHead
        above={<Link href={`/people/${person.id}`}>{person.name}</Link>}
        title={t('roster.tag.title', { name: person.name })}
        below={t('roster.tag.lead')}
      />
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <section className="card desk:col-span-2" aria-labelledby="tags-current">
          <h2 id="tags-current">{t('roster.tag.current')}</h2>
          {current.length === 0 && <p className="mt-1 text-ink-2">{t('roster.person.tagsNone')}</p>}
          <ul>
            {current.map(tag => (
              <HeldTag key={tag.id} say={say} personId={person.id} tag={tag} today={today} />
            ))}
          </ul>
          {past.length > 0 && (
            <>
              <h3 className="mt-6 mb-1">{t('roster.tag.past')}</h3>
              <ul className="text-ink-2">
                {past.map(tag => (
                  <li key={tag.id} className="py-1">
                    {tag.name} · {t('roster.tag.spanEnded', { from: tag.fromDay, to: tag.toDay ?? '' })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <section className="card" aria-labelledby="tags-add">
          <h2 id="tags-add" className="mb-3">
            {t('roster.tag.add')}
          </h2>
          <Form id="add" action={giveTag} labels={labels}>
            <input type="hidden" name="personId" value={person.id} />
            <TextField
              name="tag"
              label={labels.tag}
              hint={t('roster.tag.nameHint')}
              list="tag-names"
              required
            />
            <datalist id="tag-names">
              {tags.map(tag => (
                <option key={tag.id} value={tag.name} />
              ))}
            </datalist>
            <TextField name="fromDay" type="date" label={labels.fromDay} value={today} required />
            <button type="submit" className="btn btn-main">
              {t('roster.tag.add')}
            </button>
          </Form>
        </section>
      </div>
    </>
  )
}
