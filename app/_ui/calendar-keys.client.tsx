'use client'
import { useEffect, useState } from 'react'

const links: Record<string, string> = {
  ArrowLeft: 'previous-period',
  ArrowRight: 'next-period',
  t: 'this-period',
  T: 'this-period',
}

/** ← → and T activate the links of the period; ignored in form fields, and can be switched off (WCAG 2.1.4). */
export function KeysSwitch({ on, off }: { on: string; off: string }) {
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(localStorage.getItem('calendarKeys') !== 'off'), [])
  useEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if ((event.target as Element).closest('input,select,textarea,dialog,summary')) return
      document.getElementById(links[event.key] ?? '')?.click()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [isOn])
  const turn = () => {
    localStorage.setItem('calendarKeys', isOn ? 'off' : 'on')
    setOn(!isOn)
  }
  return (
    <button
      type="button"
      onClick={turn}
      aria-pressed={isOn}
      className="desk:inline-flex hidden min-h-11 items-center text-ink-3 text-sm print:hidden"
    >
      {isOn ? on : off}
    </button>
  )
}
