import type { Say } from '@/app/_i18n/messages'
import type { Missing, Turnout } from '@/lib/attendance/study-record.rules'

type Props = { say: Say; turnout: Turnout }

/** 应到、实到、列席、缺席及原因 from the roll. */
export function TurnoutList({ say, turnout }: Props) {
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1">
      {turnoutLines(say, turnout).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const MOST_NAMED = 20

/** The lines of a record as name and text; a group without people is left out. */
export function turnoutLines(say: Say, turnout: Turnout): [string, string][] {
  const { t, term } = say
  const { required, came, invited, walkIns, counted, leave, absent, unmarked } = turnout
  const people = (names: string[]) =>
    t('studyRecord.people', { count: names.length, names: names.join(t('studyRecord.and')) })
  const lines: [string, string, boolean][] = [
    [t('studyRecord.required'), t('studyRecord.count', { count: required }), true],
    [t('studyRecord.came'), t('studyRecord.count', { count: came }), true],
    [term('standing.invited'), people(invited), invited.length > 0],
    [term('standing.walkIn'), people(walkIns), walkIns.length > 0],
    [t('studyRecord.counted'), t('studyRecord.count', { count: counted }), counted > 0],
    [term('mark.leave'), people(leave.map(each => missingWords(say, each))), leave.length > 0],
    [term('mark.absent'), people(absent.map(each => missingWords(say, each))), absent.length > 0],
    // Before the roll is taken, the names would fill the page.
    [
      term('mark.none'),
      unmarked.length > MOST_NAMED ? t('studyRecord.count', { count: unmarked.length }) : people(unmarked),
      unmarked.length > 0,
    ],
  ]
  return lines.filter(([, , shown]) => shown).map(([name, value]) => [name, value])
}

function missingWords(say: Say, { name, reason }: Missing): string {
  return reason ? say.t('studyRecord.because', { name, reason }) : name
}
