'use client'
import { useAnswer } from '@/app/_forms/form.client'

type Standing = 'required' | 'exempt'
type Props = { standing: Standing; words: Record<Standing, string> }

/**
 * Asks for the other standing. After a conflict still for the one that was asked: the page around it is drawn anew, and
 * with the standing of somebody else the same press would do the opposite.
 */
export function StandingButton({ standing, words }: Props) {
  const asked = (useAnswer()?.valueOf('standing') as Standing | undefined) ?? standing
  return (
    <>
      <input type="hidden" name="standing" value={asked} />
      <button type="submit" className="btn">
        {words[asked]}
      </button>
    </>
  )
}
