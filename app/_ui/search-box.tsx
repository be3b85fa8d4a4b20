import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'

/** On the desk a search box in the header, on a phone an icon that links to the search page. */
export function SearchBox({ say }: { say: Say }) {
  const label = say.t('search.short')
  return (
    <>
      <form action="/search" className="hidden min-w-0 lg:block">
        <input
          name="q"
          type="search"
          maxLength={100}
          aria-label={label}
          placeholder={label}
          className="field w-52 min-w-0 text-sm"
        />
      </form>
      <Link
        href="/search"
        aria-label={label}
        className="grid h-11 w-9 place-items-center text-ink-2 lg:hidden"
      >
        <svg
          viewBox="0 0 20 20"
          className="h-5 w-5 stroke-current"
          fill="none"
          strokeWidth="1.8"
          aria-hidden="true"
        >
          <circle cx="8.5" cy="8.5" r="5.5" />
          <path d="m13 13 4.5 4.5" />
        </svg>
      </Link>
    </>
  )
}
