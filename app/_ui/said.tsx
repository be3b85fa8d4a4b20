import { DoneLine } from './done-line'

/** What was just done elsewhere, on the page where it led: said aloud, and gone with the next page. */
export function Said({
  asked,
  words,
}: {
  asked: string | string[] | undefined
  words: Record<string, string>
}) {
  // Only what the page itself knows to say: an address can hold anything.
  const text = typeof asked === 'string' && Object.hasOwn(words, asked) ? words[asked] : undefined
  return text ? <DoneLine>{text}</DoneLine> : null
}
