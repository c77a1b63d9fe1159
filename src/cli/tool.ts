import type { Entry } from './main.js'

/** How reports name this program. */
export const toolOf = ({ version }: Pick<Entry, 'version'>) => ({ name: 'isv-must-gather', version })
