/** What the listener answers to the script of a form, before the sentence to show (server/turned-away.ts). */
export const TURNED_AWAY = 'refused: '
