import { memo } from 'react'
import { clock, filled, type Item, type Key, keys, pressedKey, type Sending, wishedKey } from './item'

const shown: Record<Key, string> = {
  present: 'bg-pine text-white font-semibold',
  late: 'bg-ochre text-white font-semibold',
  leftEarly: 'bg-ochre text-white font-semibold',
  leave: 'bg-ochre text-white font-semibold',
  absent: 'bg-cinnabar text-white font-semibold',
  exempt: 'bg-ink-2 text-white font-semibold',
}
// On its way: the colour of the state comes with the server's answer.
const wished = 'bg-indigo-wash text-indigo font-semibold'
const plain = 'text-ink-2 hover:bg-sunk'

type Props = {
  item: Item
  sending: Sending | undefined
  href: string
  mine: boolean
  words: Record<string, string>
}

/** One person: number, name, the six keys, and the state in words. Its events are handled by the list around it. */
export const SheetRow = memo(function SheetRow({ item, sending, href, mine, words }: Props) {
  const pressed = pressedKey(item)
  const wish =
    sending && 'wish' in sending && sending.state !== 'conflict' ? wishedKey(sending.wish) : undefined
  return (
    <>
      <span className="text-ink-3">{item.no}</span>
      <b className="min-w-0 truncate">
        <a href={href} className="text-ink no-underline hover:underline">
          {item.name}
        </a>
      </b>
      <span className="desk:block hidden min-w-0 truncate text-ink-3 text-sm">{item.post}</span>
      <fieldset
        aria-label={item.name}
        className="desk:order-none order-3 col-span-3 desk:col-span-1 flex min-w-0 overflow-hidden rounded border border-line-strong bg-sheet"
      >
        {keys.map((key, at) => (
          <button
            key={key}
            type="submit"
            name="press"
            value={`${item.id}:${key}:${item.v}`}
            data-key={key}
            aria-label={words[`mark.${key}`]}
            aria-pressed={(wish === undefined ? pressed : wish) === key}
            className={`desk:min-h-9 min-h-11 desk:w-13 desk:flex-none flex-1 border-line text-sm ${at === 0 ? '' : 'border-l'} ${
              wish === key ? wished : wish === undefined && pressed === key ? shown[key] : plain
            }`}
          >
            {words[`short.${key}`]}
          </button>
        ))}
      </fieldset>
      <span className="desk:order-none order-2 flex min-w-0 items-center justify-end gap-2 text-right text-ink-3 text-sm">
        <State item={item} sending={sending} mine={mine} words={words} />
      </span>
      {item.mark === 'leave' && item.standing !== 'exempt' && (
        <span className="order-4 col-span-3 desk:col-span-5 flex desk:justify-end">
          <input
            data-reason
            list="leave-reasons"
            defaultValue={item.reason ?? ''}
            placeholder={words.reason}
            aria-label={filled(words.reasonOf ?? '', { name: item.name })}
            maxLength={300}
            className="field desk:w-[22.5rem]"
          />
        </span>
      )}
      {sending?.state === 'conflict' && (
        <span className="order-4 col-span-3 desk:col-span-5 flex flex-wrap items-center gap-2 bg-ochre-wash px-3 py-2 text-ochre text-sm">
          {filled(words.conflict ?? '', {
            who: sending.current.by ?? words.somebody ?? '',
            time: sending.current.at ? clock(sending.current.at) : '',
            theirs: words[`mark.${pressedKey(sending.current) ?? 'none'}`] ?? '',
            mine: words[`mark.${wishedKey(sending.wish) ?? 'none'}`] ?? '',
          })}
          <button type="button" data-choose="mine" className="btn">
            {filled(words.useMine ?? '', { mark: words[`mark.${wishedKey(sending.wish) ?? 'none'}`] ?? '' })}
          </button>
          <button type="button" data-choose="theirs" className="btn">
            {filled(words.keepTheirs ?? '', {
              mark: words[`mark.${pressedKey(sending.current) ?? 'none'}`] ?? '',
            })}
          </button>
        </span>
      )}
    </>
  )
})

function State({ item, sending, mine, words }: Omit<Props, 'href'>) {
  if (sending?.state === 'saving') return <span>{words.saving}</span>
  if (sending?.state === 'waiting') return <span className="text-ochre">{words.waiting}</span>
  if (sending?.state === 'refused')
    return (
      <span className="text-cinnabar">
        {filled(words.refused ?? '', {
          why: words[`refused.${sending.why}`] ?? words['refused.other'] ?? '',
        })}
      </span>
    )
  if (sending?.state === 'conflict') return <span className="text-ochre">{words.bothMarked}</span>
  const made = item.madeUp && (
    <span className="text-pine">
      {filled(words.madeUp ?? '', { mark: words[`mark.${item.mark ?? 'none'}`] ?? '', day: item.madeUp })}
    </span>
  )
  if (item.standing === 'exempt') return <span className="truncate">{item.reason}</span>
  if (item.at === null || item.mark === null) return made || null
  return (
    <>
      {made}
      <span className="truncate">
        {mine
          ? filled(words.saved ?? '', { time: clock(item.at) })
          : filled(words.savedBy ?? '', { time: clock(item.at), who: item.by ?? '' })}
      </span>
      {mine && (
        <button
          type="button"
          data-undo
          className="-my-2.5 desk:my-0 inline-flex desk:min-h-0 min-h-11 items-center text-indigo underline"
        >
          {words.undo}
        </button>
      )}
    </>
  )
}
