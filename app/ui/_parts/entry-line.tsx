import type { Say } from '@/app/_i18n/messages'
import { EntryLine } from '@/app/_ui/entry-line'
import { entriesIn, hrefOf } from './entries'
import { Part, Sample } from './part'

export function EntryLinePart({ say }: { say: Say }) {
  const entries = entriesIn(say).map(entry => ({ ...entry, part: 'whole' as const }))
  return (
    <Part file="app/_ui/entry-line.tsx">
      <div className="grid grid-cols-2 gap-4 text-[13px] leading-[1.45]">
        {[false, true].map(isRoomy => (
          <Sample key={String(isRoomy)} of={isRoomy ? 'isRoomy' : 'isRoomy={false}'}>
            {entries.map(entry => (
              <EntryLine key={entry.id} say={say} entry={entry} href={hrefOf()} isRoomy={isRoomy} />
            ))}
          </Sample>
        ))}
      </div>
    </Part>
  )
}
