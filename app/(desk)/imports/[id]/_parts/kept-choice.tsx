import { KeptSelect } from './kept.client'

export type Choice = { value: string; label: string }
type Group = { label: string; choices: Choice[] }
type Props = {
  name: string
  label: string
  value: string
  look: string
  picks?: string
  choices: Choice[]
  groups?: Group[]
}

/** A list to choose from, its options drawn on the server. */
export function KeptChoice({ choices, groups = [], ...list }: Props) {
  return (
    <KeptSelect {...list}>
      <Options choices={choices} />
      {groups.map(group => (
        <optgroup key={group.label} label={group.label}>
          <Options choices={group.choices} />
        </optgroup>
      ))}
    </KeptSelect>
  )
}

function Options({ choices }: { choices: Choice[] }) {
  return choices.map(each => (
    <option key={each.value} value={each.value}>
      {each.label}
    </option>
  ))
}
