'use server'
import { action } from '@/app/_form/action'
import { setUnitHeads } from '@/lib/unitheads/commands'
import { unitHeadsInput } from '@/lib/unitheads/input'

export const saveUnitHeads = action(unitHeadsInput, setUnitHeads, { refused: 'activity.refused' })
