'use server'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { action } from '@/app/_forms/action'
import { currentViewer } from '@/lib/access/session'
import { showsParts } from '@/lib/core/parts-page'
import { typedText } from '@/lib/core/text'
import { isDay } from '@/lib/core/time'

const sampleInput = z.object({
  title: typedText().trim().min(1, 'common.form.required').max(20, 'common.form.tooLong'),
  day: typedText().refine(isDay, 'common.form.notADay'),
})

/** Answers as any form does, and writes nothing; it is there where the page is. */
export const answerSample = action(sampleInput, async () => ({ ok: true }) as const, {
  viewer: async () => (showsParts() ? currentViewer() : notFound()),
  message: 'ui.form.answered',
  keeps: true,
})
