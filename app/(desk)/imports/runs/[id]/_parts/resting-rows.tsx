import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { restingGroups, restingGroupWords, restingWords } from '@/lib/import/undo/resting-words.rules'
import type { Resting } from '@/lib/import/undo/undo.queries'

/** So many of a group stand open; more are folded under what they have in common. */
const UNFOLDED = 2

type Props = { say: Say; resting: Resting[]; more: number }

/** What rests on an import, by the reason, each with links to it. */
export function RestingRows({ say, resting, more }: Props) {
  const { t } = say
  return (
    <section className="mb-6" aria-labelledby="resting-title">
      <h2 id="resting-title" className="mb-1">
        {t('importRun.resting.title')}
      </h2>
      <p className="mb-2 text-ink-2">{t('importRun.resting.lead')}</p>
      <ul className="card px-5 py-1">
        {restingGroups(resting).map(group => {
          const words = restingGroupWords(say, group)
          const rows = group.resting.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one thing may stand here twice, and none moves
            <Row key={at} say={say} resting={each} />
          ))
          return group.resting.length <= UNFOLDED ? (
            rows
          ) : (
            <li key={words} className="border-line border-t first:border-t-0">
              <details>
                <summary className="min-h-11 py-2">{words}</summary>
                <ul>{rows}</ul>
              </details>
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

function Row({ say, resting }: { say: Say; resting: Resting }) {
  const links =
    resting.why === 'used'
      ? resting.by
      : resting.href
        ? [{ href: resting.href, name: resting.name ?? say.t('importRun.resting.unnamed') }]
        : []
  return (
    <li className="border-line border-t py-2 first:border-t-0">
      <p>{restingWords(say, resting)}</p>
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
}
