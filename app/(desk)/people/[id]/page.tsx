import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { administersAll, holds } from '@/lib/access/access.rules'
import { holdsOn } from '@/lib/core/interval'
import { mayExportDataOf } from '@/lib/organisation/accounts/own-data.queries'
import { OwnDataLinks } from '../../_parts/own-data-links'
import { Memberships } from './_parts/memberships'
import { type PersonParams, personOf } from './_parts/person'

export const generateMetadata = titled('roster.person.back')

export default async function PersonPage(props: PersonParams) {
  const { viewer, today, person } = await personOf(props)
  const say = await saying()
  const mayExport = await mayExportDataOf(viewer, person.id)
  const { t } = say
  const present = person.memberships.filter(each => holdsOn(each, today))
  const hasLeft = person.memberships.every(each => each.toDay !== null && each.toDay < today)
  const tags = person.tags.filter(each => each.toDay === null || each.toDay >= today)
  const facts = [
    [t('roster.person.staffNo'), person.staffNo],
    [t('roster.person.post'), person.post ?? '—'],
    [t('roster.person.rankBand'), person.rankBand ?? '—'],
    ...(person.mayCall ? [[t('roster.person.phone'), person.phone ?? t('roster.person.noPhone')]] : []),
    [t('roster.person.position'), person.position],
  ]
  const at = `/people/${person.id}`
  return (
    <>
      <PageHead
        above={<Link href="/people">{t('roster.person.back')}</Link>}
        title={person.name}
        below={
          person.isErased ? (
            <Tag tone="soon">{t('erasure.done')}</Tag>
          ) : hasLeft ? (
            <Tag tone="soon">{t('roster.person.left')}</Tag>
          ) : (
            [...present.map(each => each.unitName), person.post].filter(Boolean).join(' · ')
          )
        }
      >
        {person.mayChange && (
          <>
            <Link href={`${at}/move`} className="btn">
              {t('roster.person.move')}
            </Link>
            {!hasLeft && (
              <Link href={`${at}/leave`} className="btn">
                {t('roster.person.leave')}
              </Link>
            )}
          </>
        )}
      </PageHead>
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <Memberships say={say} person={person} today={today} />
        <div className="grid gap-4">
          <section className="card" aria-labelledby="person-facts">
            <Head id="person-facts" title={t('roster.person.facts')}>
              {person.mayChange && <Link href={`${at}/edit`}>{t('roster.person.edit')}</Link>}
            </Head>
            <dl className="grid grid-cols-[5em_1fr] gap-y-1">
              {facts.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt className="text-ink-3">{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section className="card" aria-labelledby="person-tags">
            <Head id="person-tags" title={t('roster.person.tags')}>
              {person.mayChange && <Link href={`${at}/tags`}>{t('roster.person.editTags')}</Link>}
            </Head>
            {tags.length === 0 && <p className="text-ink-2">{t('roster.person.tagsNone')}</p>}
            <ul>
              {tags.map(tag => (
                <li key={tag.id} className="flex flex-wrap items-baseline justify-between gap-2 py-1">
                  <span>
                    {tag.name}
                    {tag.role && <span className="text-ink-2"> · {say.term(`bodyRole.${tag.role}`)}</span>}
                  </span>
                  <span className="text-ink-3 text-sm">
                    {tag.toDay
                      ? t('roster.tag.spanEnded', { from: tag.fromDay, to: tag.toDay })
                      : t('roster.tag.span', { from: tag.fromDay })}
                  </span>
                </li>
              ))}
            </ul>
          </section>
          {holds(viewer, 'administrator') && person.mayChange && (
            <section className="card" aria-labelledby="person-account">
              <Head id="person-account" title={t('roster.person.account')}>
                <Link
                  href={person.accountId ? `/accounts/${person.accountId}` : `/accounts?q=${person.staffNo}`}
                >
                  {t(person.accountId ? 'roster.person.accountOpen' : 'roster.person.accountIssue')}
                </Link>
              </Head>
              {!person.accountId && <p className="text-ink-2">{t('roster.person.accountNone')}</p>}
              {person.accountId && hasLeft && <p className="text-ochre">{t('roster.person.leftHint')}</p>}
            </section>
          )}
          {mayExport && (
            <section className="card" aria-labelledby="person-data">
              <h2 id="person-data">{t('ownData.ofPerson')}</h2>
              <p className="mt-1 mb-3 text-ink-2">{t('ownData.ofPersonLead')}</p>
              <OwnDataLinks say={say} href={`${at}/export`} />
            </section>
          )}
          {administersAll(viewer) && hasLeft && !person.isErased && (
            <p>
              <Link href={`${at}/erase`} className="btn">
                {t('erasure.link')}
              </Link>
            </p>
          )}
          {person.isErased && <p className="text-ink-2">{t('erasure.doneLead')}</p>}
        </div>
      </div>
    </>
  )
}

function Head({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <div className="mb-2 flex items-baseline justify-between gap-3">
      <h2 id={id}>{title}</h2>
      <span className="text-sm">{children}</span>
    </div>
  )
}
