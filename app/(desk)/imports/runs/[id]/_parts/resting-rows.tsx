import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { restingWords } from '@/lib/import/undo/resting-words.rules'
import type { Resting } from '@/lib/import/undo/undo.queries'

type Props = { say: Say; resting: Resting[]; more: number }

/** What rests on an import, in words, each with links to it. */
export function RestingRows({ say, resting, more }: Props) {
  const { t } = say
  return (
    <section className="mb-6" aria-labelledby="resting-title">
      <h2 id="resting-title" className="mb-1">
        {t('importRun.resting.title')}
      </h2>
      <p className="mb-2 text-ink-2">{t('importRun.resting.lead')}</p>
      <ul className="card px-5 py-1">
        {resting.map((each, at) => {
          const links =
            each.why === 'used'
              ? each.by
              : each.href
                ? [{ href: each.href, name: each.name ?? t('importRun.resting.unnamed') }]
                : []
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one thing may stand here twice, and none moves
            <li key={at} className="border-line border-t py-2 first:border-t-0">
              <p>{restingWords(say, each)}</p>
              {links.length > 0 && (
                <p className="flex flex-wrap gap-x-4 text-sm">
                  {links.map(link => (
                    <Link
                      key={`${link.href} ${link.name}`}
                      href={link.href}
                      className="inline-flex desk:min-h-0 min-h-11 items-center"
                    >
                      {link.name}
                    </Link>
                  ))}
                </p>
              )}
            </li>
          )
        })}
        {more > 0 && (
          <li className="border-line border-t py-2 text-ink-2">
            {t('importRun.resting.more', { count: more })}
          </li>
        )}
      </ul>
    </section>
  )
}
