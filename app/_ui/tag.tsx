import type { ReactNode } from 'react'

export type Tone = 'quiet' | 'go' | 'done' | 'soon' | 'owed'

const tones: Record<Tone, string> = {
  quiet: 'bg-sunk text-ink-2',
  go: 'bg-indigo-wash text-indigo',
  done: 'bg-pine-wash text-pine',
  soon: 'bg-ochre-wash text-ochre',
  owed: 'bg-cinnabar-wash text-cinnabar',
}

/** A state in a word; the colour only repeats it. */
export function Tag({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag ${tones[tone]}`}>{children}</span>
}
