import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'

/** The number of new or changed entries in my calendar since I last looked; links to the list. */
export function Bell({ say, count }: { say: Say; count: number }) {
  const shown = count > 99 ? '99+' : count
  return (
    <Link
      href="/changes"
      aria-label={say.t('changes.bell', { count: shown })}
      className="flex h-11 min-w-9 items-center justify-center gap-0.5 text-ink-2 no-underline"
    >
      <svg
        viewBox="0 0 20 20"
        className="h-5 w-5 flex-none stroke-current"
        fill="none"
        strokeWidth="1.7"
        aria-hidden="true"
      >
        <path d="M4.5 14.5V9a5.5 5.5 0 0 1 11 0v5.5M3 14.5h14M8.3 17.3h3.4" />
      </svg>
      {count > 0 && (
        <span className="min-w-5 rounded-full bg-cinnabar px-1 text-center font-semibold text-white text-xs leading-5">
          {shown}
        </span>
      )}
    </Link>
  )
}
