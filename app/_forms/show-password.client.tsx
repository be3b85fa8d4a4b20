'use client'
import { useEffect, useState } from 'react'

/** 显示密码: for every password field of the form. Without script there is nothing to press, and none is shown. */
export function ShowPassword({ words: [show, hide] }: { words: [show: string, hide: string] }) {
  const [isShown, tell] = useState<boolean>()
  useEffect(() => tell(false), [])
  return (
    <button
      type="button"
      className={`btn btn-plain mb-4 ${isShown === undefined ? 'invisible' : ''}`}
      onClick={({ currentTarget }) => {
        for (const field of currentTarget.form?.elements ?? [])
          if (/password/.test((field as HTMLInputElement).autocomplete))
            (field as HTMLInputElement).type = isShown ? 'password' : 'text'
        tell(!isShown)
      }}
    >
      {isShown ? hide : show}
    </button>
  )
}
