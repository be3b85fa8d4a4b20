export const rate = {}
