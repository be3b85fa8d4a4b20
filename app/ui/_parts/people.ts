import type { Say } from '@/app/_i18n/messages'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

/** Three invented units, one below another. */
export function unitsIn({ t }: Say): UnitOption[] {
  const unit = {
    shortName: null,
    kind: 'street' as const,
    path: '/1/',
    parentId: null,
    depth: 0,
    firstDay: null,
    lastDay: null,
  }
  return [
    { ...unit, id: 1, name: t('ui.units.u1') },
    {
      ...unit,
      id: 2,
      name: t('ui.units.u2'),
      kind: 'department',
      path: '/1/2/',
      parentId: 1,
      depth: 1,
      firstDay: null,
      lastDay: null,
    },
    {
      ...unit,
      id: 3,
      name: t('ui.units.u3'),
      kind: 'community',
      path: '/1/3/',
      parentId: 1,
      depth: 1,
      firstDay: null,
      lastDay: null,
    },
  ]
}

export type SamplePerson = {
  id: number
  name: string
  unit: string
  tone: 'done' | 'soon' | 'owed' | 'quiet'
  word: 'mark.present' | 'mark.leave' | 'mark.absent' | 'standing.exempt'
  numerator: number
  denominator: number
}

/** Four invented people, each in another state. */
export function peopleIn({ t }: Say): SamplePerson[] {
  const [street, office, community] = [t('ui.units.u1'), t('ui.units.u2'), t('ui.units.u3')]
  return [
    {
      id: 1,
      name: t('ui.people.p1'),
      unit: street,
      tone: 'done',
      word: 'mark.present',
      numerator: 12,
      denominator: 12,
    },
    {
      id: 2,
      name: t('ui.people.p2'),
      unit: office,
      tone: 'soon',
      word: 'mark.leave',
      numerator: 7,
      denominator: 12,
    },
    {
      id: 3,
      name: t('ui.people.p3'),
      unit: community,
      tone: 'owed',
      word: 'mark.absent',
      numerator: 0,
      denominator: 12,
    },
    {
      id: 4,
      name: t('ui.people.p4'),
      unit: community,
      tone: 'quiet',
      word: 'standing.exempt',
      numerator: 0,
      denominator: 0,
    },
  ]
}
