import { z } from 'zod'
import { id } from '../activity/input'

export const openInput = z.object({ activityId: id })
