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
  if (!text) return null
  return (
    <p role="status" className="mb-4 rounded border-pine border-l-4 bg-pine-wash px-4 py-3 print:hidden">
      {text}
    </p>
  )
}
