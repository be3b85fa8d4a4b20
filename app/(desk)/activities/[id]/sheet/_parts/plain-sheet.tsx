import type { Say } from '@/app/_i18n/messages'
import type { Item } from '@/app/_offline/sheet-item'
import { Link } from '@/app/_ui/link'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { Mark, Tally } from '@/lib/attendance/attendance.rules'

const tones: Record<Mark, Tone> = {
  present: 'done',
  late: 'soon',
  leftEarly: 'soon',
  leave: 'soon',
  absent: 'owed',
}

type Props = { say: Say; items: Item[]; tally: Tally; corrected: Set<number>; base: string }

/** The read-only sheet: the numbered list with the marks; each name links to the person's row. */
export function PlainSheet({ say, items, tally, corrected, base }: Props) {
  const { t, term } = say
  const groups = [...new Set(items.map(item => item.group))]
  return (
    <>
      <p className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 border-line-strong border-b pb-3">
        <b className="text-xl">{t('attendance.sheet.required', { count: tally.required })}</b>
        <b className="text-xl">{t('attendance.sheet.came', { count: tally.came })}</b>
        {(['present', 'late', 'leftEarly', 'leave', 'absent'] as const)
          .filter(mark => tally[mark] > 0)
          .map(mark => (
            <Tag key={mark} tone={tones[mark]}>
              {term(`mark.${mark}`)} {tally[mark]}
            </Tag>
          ))}
        <Tag>
          {term('mark.none')} {tally.unmarked}
        </Tag>
      </p>
      {groups.map(group => (
        <section key={group} className="mt-5">
          <h2 className="border-line-strong border-b pb-1.5">{group}</h2>
          <ul>
            {items
              .filter(item => item.group === group)
              .map(item => (
                <li
                  key={item.id}
                  id={`p${item.id}`}
                  className="grid min-h-11 desk:grid-cols-[44px_120px_minmax(0,1fr)_auto] grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-3 border-line border-b desk:px-2 py-1"
                >
                  <span className="text-ink-3">{item.no}</span>
                  <Link href={`${base}/sheet/${item.id}`} className="font-semibold text-ink">
                    {item.name}
                  </Link>
                  <span className="desk:block hidden text-ink-3 text-sm">{item.post}</span>
                  <span className="flex flex-wrap justify-end gap-2 text-right text-ink-3 text-sm">
                    {item.reason && <span>{item.reason}</span>}
                    {corrected.has(item.id) && <Tag tone="go">{t('attendance.corrected')}</Tag>}
                    {item.standing === 'exempt' && <Tag>{term('standing.exempt')}</Tag>}
                    {item.asksLeave && <Tag tone="soon">{term('leaveState.asked')}</Tag>}
                    {item.mark && <Tag tone={tones[item.mark]}>{term(`mark.${item.mark}`)}</Tag>}
                    {!item.mark && item.standing === 'required' && <Tag>{term('mark.none')}</Tag>}
                    {item.madeUp && (
                      <Tag tone="done">
                        {t('attendance.sheet.madeUp', {
                          mark: term(`mark.${item.mark ?? 'none'}`),
                          day: item.madeUp,
                        })}
                      </Tag>
                    )}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}
