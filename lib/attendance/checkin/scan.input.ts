import { z } from 'zod'
import { id } from '@/lib/activity/activity.input'

export const openInput = z.object({ activityId: id })
