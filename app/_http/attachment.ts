import { fitText } from '@/lib/core/text'

/**
 * The Content-Disposition of a file: its name in UTF-8, and an ASCII one for clients that cannot read it (RFC 6266).
 * `way`: whether the browser saves the file or shows it.
 */
export function namedFile(
  name: string,
  {
    extension,
    plain,
    way = 'attachment',
  }: { extension?: string; plain: string; way?: 'attachment' | 'inline' },
): string {
  const end = extension ? `.${extension}` : ''
  return `${way}; filename="${plain}${end}"; filename*=UTF-8''${encoded(fitText(name))}${end}`
}

// RFC 5987, 3.2.1: encodeURIComponent leaves three characters that must be escaped.
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
