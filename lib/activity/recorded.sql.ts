import { sql } from 'drizzle-orm'

/** Over a row of attendance: something is recorded. A leave approved ahead records nothing. */
export const isRecordedRow = sql`((mark is not null and not (mark = 'leave' and how is 'leave'))
  or completed_on is not null or made_up_on is not null)`
