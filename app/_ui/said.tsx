import { DoneLine } from './done-line'

/** The result of an action, on the page that it led to: announced to screen readers, and gone on the next page. */
export function Said({
  asked,
  words,
}: {
  asked: string | string[] | undefined
  words: Record<string, string>
}) {
  // Only messages that the page itself allows: an address can hold anything.
  const text = typeof asked === 'string' && Object.hasOwn(words, asked) ? words[asked] : undefined
  return text ? <DoneLine>{text}</DoneLine> : null
}
