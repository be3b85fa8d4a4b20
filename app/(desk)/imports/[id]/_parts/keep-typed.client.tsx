'use client'
import { useEffect } from 'react'

type Field = HTMLInputElement | HTMLSelectElement

/** What was typed and not sent yet survives a reload and another page of the list, in this tab alone. */
export function KeepTyped({ draftId, query }: { draftId: number; query: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page of the list has other fields
  useEffect(() => {
    const key = `import ${draftId}`
    const kept = read(key)
    for (const field of document.querySelectorAll<Field>('main form [name]')) put(field, kept[field.name])
    const noted = ({ target }: Event) => {
      if (!isField(target) || !target.form) return
      kept[target.name] =
        target instanceof HTMLInputElement && target.type === 'checkbox' && !target.checked
          ? ''
          : target.value
      write(key, kept)
    }
    const sent = ({ target }: Event) => {
      if (!(target instanceof HTMLFormElement)) return
      for (const each of target.elements) if (isField(each)) delete kept[each.name]
      write(key, kept)
    }
    document.addEventListener('input', noted)
    document.addEventListener('submit', sent)
    return () => {
      document.removeEventListener('input', noted)
      document.removeEventListener('submit', sent)
    }
  }, [draftId, query])
  return null
}

const isField = (target: EventTarget | null): target is Field =>
  (target instanceof HTMLInputElement && target.type !== 'hidden') || target instanceof HTMLSelectElement

function put(field: Field, value: string | undefined): void {
  if (value === undefined || !isField(field)) return
  if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value !== ''
  else if (field instanceof HTMLInputElement && field.type === 'radio') field.checked = field.value === value
  else field.value = value
}

const read = (key: string): Record<string, string> => JSON.parse(sessionStorage.getItem(key) ?? '{}')

/** A full storage keeps nothing; the page works without. */
function write(key: string, kept: Record<string, string>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {}
}
