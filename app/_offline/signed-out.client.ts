'use client'

/**
 * The person has signed out in another window. What this one shows is theirs no more; where something was typed and not
 * sent, it waits for them.
 */
export function leaveUnlessTyped(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('input, textarea')
  const isTouched = ({ value, defaultValue, checked, defaultChecked }: HTMLInputElement) =>
    value !== defaultValue || checked !== defaultChecked
  if (!/\bkept=/.test(document.cookie) && ![...fields].some(isTouched)) location.replace('/sign-in')
}
