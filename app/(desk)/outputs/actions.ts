'use server'
import { action } from '@/app/_forms/action'
import { addMaterial, changeMaterial, removeMaterial } from '@/lib/activity/outreach/material.commands'
import {
  changeMaterialInput,
  newMaterialInput,
  removeMaterialInput,
} from '@/lib/activity/outreach/material.input'

export const makeMaterial = action(newMaterialInput, addMaterial, { message: 'material.form.added' })
export const saveMaterial = action(changeMaterialInput, changeMaterial, { goTo: () => '/outputs' })
export const dropMaterial = action(removeMaterialInput, removeMaterial, { goTo: () => '/outputs' })
