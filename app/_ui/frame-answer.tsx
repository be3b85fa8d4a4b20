import { answerForFrame } from '@/app/_forms/answer-in-frame'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'

type Answer = Awaited<ReturnType<typeof answerForFrame>>

/** Why the last button without a place for an answer did nothing (app/_forms/answer-in-frame.ts), unless one is given. */
export async function FrameAnswer({ say, answer: given }: { say: Say; answer?: Answer }) {
  const answer = given ?? (await answerForFrame())
  if (!answer) return null
  return (
    <Alert tone="error" role="alert" className="mb-4 print:hidden">
      {say.t(`common.form.${answer}`)}
    </Alert>
  )
}
