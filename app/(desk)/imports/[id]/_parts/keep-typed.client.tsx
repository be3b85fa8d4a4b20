'use client'
import { useEffect } from 'react'

/** What was typed and not sent yet survives a reload and another page of the list, in this tab alone. */
export function KeepTyped({ draftId, query }: { draftId: number; query: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page of the list has other fields
  useEffect(() => {
    const key = `import ${draftId}`
    const kept: Record<string, string> = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    const keep = () => {
      try {
        sessionStorage.setItem(key, JSON.stringify(kept))
      } catch {
        // A full storage keeps nothing; the page works without.
      }
    }
    // Selects have what is read here of an input: name, type, value and form.
    const noted = ({ target }: Event) => {
      const field = target as HTMLInputElement
      if (!field.form) return
      kept[field.name] = field.type === 'checkbox' && !field.checked ? '' : field.value
      keep()
    }
    const sent = ({ target }: Event) => {
      for (const each of (target as HTMLFormElement).elements) delete kept[(each as HTMLInputElement).name]
      keep()
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('main form [name]')) {
      const value = kept[field.name]
      if (value === undefined) continue
      if (/radio|checkbox/.test(field.type)) field.checked = field.value === value
      else field.value = value
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
