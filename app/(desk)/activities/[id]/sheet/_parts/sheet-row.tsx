import { memo } from 'react'
import { clock, filled } from '@/app/_i18n/filled'
import {
  type Item,
  keys,
  pressedKey,
  type Sending,
  waitingWords,
  whyWords,
  wishedKey,
} from '@/app/_offline/sheet-item'

type Props = {
  item: Item
  sending: Sending | undefined
  href: string
  mine: boolean
  words: Record<string, string>
}

/** One person: number, name, the six buttons, and the state in words. The list handles its events by delegation. */
export const SheetRow = memo(function SheetRow({ item, sending, href, mine, words }: Props) {
  const pressed = pressedKey(item)
  const wish =
    sending?.state === 'saving' || sending?.state === 'waiting' ? wishedKey(sending.wish) : undefined
  return (
    <>
      <span className="text-ink-2">{item.no}</span>
      <span className="name">
        <a href={href}>{item.name}</a>
      </span>
      <span className="post">{item.post}</span>
      <fieldset aria-label={item.name} className="keys">
        {keys.map(key => (
          <button
            key={key}
            type="submit"
            name="press"
            value={`${item.id}:${key}:${item.v}`}
            data-key={key}
            data-sent={wish === key ? '' : undefined}
            aria-label={words[`mark.${key}`]}
            aria-pressed={(wish === undefined ? pressed : wish) === key}
            className="key"
          >
            {words[`short.${key}`]}
          </button>
        ))}
      </fieldset>
      <span className="state">
        <State item={item} sending={sending} mine={mine} words={words} />
      </span>
      {item.mark === 'leave' && item.standing !== 'exempt' && (
        <span className="wide flex desk:justify-end">
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
        <span className="wide flex flex-wrap items-center gap-2 bg-ochre-wash px-3 py-2 text-ochre text-sm">
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
  if (sending?.state === 'waiting')
    return <span className="text-ochre">{waitingWords(sending.why, words)}</span>
  if (sending?.state === 'refused')
    return (
      <span className="text-cinnabar">
        {words[`mark.${wishedKey(sending.wish) ?? 'none'}`]} {whyWords(sending.why, words)}{' '}
        <button
          type="button"
          data-choose="theirs"
          className="-my-2.5 inline-flex min-h-11 items-center text-indigo underline"
        >
          {words.discard}
        </button>
      </span>
    )
  if (sending?.state === 'conflict') return <span className="text-ochre">{words.bothMarked}</span>
  const made = item.madeUp && (
    <span className="text-pine">
      {filled(words.madeUp ?? '', { mark: words[`mark.${item.mark ?? 'none'}`] ?? '', day: item.madeUp })}
    </span>
  )
  if (item.standing === 'exempt') return <span className="truncate">{item.reason}</span>
  if (item.asksLeave && item.mark === null) return <span className="text-ochre">{words.asksLeave}</span>
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
