import { answerForFrame } from '@/app/_forms/answer-in-frame'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'

type Answer = Awaited<ReturnType<typeof answerForFrame>>

/**
 * Why the last button was refused, for buttons that have no form to show it in (app/_forms/answer-in-frame.ts);
 * `answer` for a sample.
 */
export async function FrameAnswer({ say, answer: given }: { say: Say; answer?: Answer }) {
  const answer = given ?? (await answerForFrame())
  if (!answer) return null
  return (
    <Alert tone="error" role="alert" className="mb-4 print:hidden">
      {say.t(`common.form.${answer}`)}
    </Alert>
  )
}
