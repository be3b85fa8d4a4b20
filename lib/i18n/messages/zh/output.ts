export const output = {}
