import type { Say } from '@/app/_i18n/messages'
import { type Mark, StepMark } from './section'

export const stepIds = ['sheets', 'columns', 'words', 'cells', 'after'] as const
export type StepId = (typeof stepIds)[number]
export type Step = { id: StepId; isOpen: boolean; said: string }

/** What is open is asked, the first of it stands filled; what waits for it is later, as writing is. */
export function marksOf(steps: Step[], isJudged: boolean): Record<StepId, Mark> {
  const here = steps.find(each => each.isOpen)?.id ?? 'after'
  return Object.fromEntries(
    steps.map(({ id, isOpen }) => [
      id,
      id === here
        ? 'here'
        : isOpen
          ? 'ask'
          : id === 'after' || (!isJudged && (id === 'words' || id === 'cells'))
            ? 'later'
            : 'done',
    ]),
  ) as Record<StepId, Mark>
}

type Props = { say: Say; steps: Step[]; marks: Record<StepId, Mark> }

/** 读到的表 · 各列的意思 · 同样的写法 · 单独的格子 · 写入以后: where something is asked. */
export function Steps({ say, steps, marks }: Props) {
  const { t } = say
  return (
    <ol className="pre-steps" aria-label={t('importPreview.steps.label')}>
      {steps.map(({ id, said }, at) => (
        <li key={id}>
          <a
            href={`#${id}`}
            className={`pre-step ${marks[id] === 'here' ? 'pre-step-here' : ''}`}
            aria-current={marks[id] === 'here' ? 'step' : undefined}
          >
            <StepMark mark={marks[id]} number={at + 1} />
            {t(`importPreview.steps.${id}`)}
            <small>{said}</small>
          </a>
        </li>
      ))}
    </ol>
  )
}
