'use server'
import { action } from '@/app/_forms/action'
import type { LogOf } from '@/app/_forms/others'
import { addMaterial, changeMaterial, removeMaterial } from '@/lib/activity/outreach/material.commands'
import {
  changeMaterialInput,
  newMaterialInput,
  removeMaterialInput,
} from '@/lib/activity/outreach/material.input'

const log = ({ id }: { id: number }): LogOf => ['output', [id]]

export const makeMaterial = action(newMaterialInput, addMaterial, { message: 'material.form.added' })
export const saveMaterial = action(changeMaterialInput, changeMaterial, { log, goTo: () => '/outputs' })
export const dropMaterial = action(removeMaterialInput, removeMaterial, { log, goTo: () => '/outputs' })
