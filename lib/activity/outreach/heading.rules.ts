export const headingCodes = [
  'publicEvents',
  'publicLectures',
  'officialLectures',
  'collectiveStudies',
  'centreGroupStudies',
  'plenaryMeetings',
  'heads',
  'consultations',
  'banners',
  'leaflets',
  'textMessages',
] as const

export type HeadingCode = (typeof headingCodes)[number]
