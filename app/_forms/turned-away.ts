/** Prefix of the listener's answer to a server action; the sentence to show follows it (server/turned-away.ts). */
export const TURNED_AWAY = 'refused: '
