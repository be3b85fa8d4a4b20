import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { searchAll } from '@/lib/calendar/search/search.queries'
import { byYear, wordsIn } from '@/lib/calendar/search/search.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { FoundLine } from './_parts/found-line'

export const generateMetadata = titled('search.title')

/** Searches titles, topics and lecturers of everything the viewer may see, newest year first. */
export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const asked = (await searchParams).q
  const words = wordsIn(asked)
  const { found, total } = await searchAll(viewer, words)
  const today = dayOf(now())
  return (
    <>
      <PageHead title={t('search.title')} />
      <search>
        <form action="/search" className="mb-5 max-w-2xl">
          <label htmlFor="q" className="mb-1 block font-semibold">
            {t('search.label')}
          </label>
          <p id="q-hint" className="mb-1 text-ink-3 text-sm">
            {t('search.hint')}
          </p>
          <span className="flex gap-2">
            <input
              id="q"
              name="q"
              type="search"
              maxLength={100}
              defaultValue={typeof asked === 'string' ? asked : ''}
              aria-describedby="q-hint"
              className="field min-w-0"
            />
            <button type="submit" className="btn btn-main flex-none">
              {t('search.submit')}
            </button>
          </span>
        </form>
      </search>
      {words.length === 0 ? (
        <Empty text={t('search.start')} />
      ) : total === 0 ? (
        <Empty text={t('search.none', { words: words.join(t('notice.and')) })} />
      ) : (
        <>
          <p role="status" className="mb-3 text-ink-2">
            {t(found.length < total ? 'search.cut' : 'search.found', { count: total, shown: found.length })}
          </p>
          {byYear(found).map(({ year, found: ofYear }) => (
            <section key={year} aria-labelledby={`y${year}`} className="mb-5">
              <h2 id={`y${year}`} className="mb-1">
                {t('common.date.year', { year })}
              </h2>
              <ul className="card desk:px-5 px-4 py-1">
                {ofYear.map(each => (
                  <FoundLine
                    key={`${each.kind}${each.id}`}
                    say={say}
                    found={each}
                    words={words}
                    today={today}
                  />
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </>
  )
}
