/** A string of safe markup; everything else is escaped. */
export type Html = { readonly html: string }
type Value = string | number | Html | Html[] | null

/**
 * The check-in pages as plain HTML: 500 phones load them within seconds over one hall's network, where React's
 * script on each page (135 kB, five files) would add up to 70 MB.
 */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { html: parts.reduce((text, part, at) => text + shown(values[at - 1] ?? null) + part) }
}

function shown(value: Value): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(each => each.html).join('')
  return typeof value === 'object' ? value.html : escaped(String(value))
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
