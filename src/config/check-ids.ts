import { nearest } from '../lib/nearest.js'
import type { ConfigDocument, Found } from './document.js'
import type { ConfigProblem } from './problem.js'

/** A check id that has the right form and does not exist. */
export function unknownCheck(
  document: ConfigDocument,
  id: string,
  known: readonly string[],
  at: Pick<Found, 'path' | 'atKey'>,
): ConfigProblem[] {
  if (known.includes(id) || !/^MG-[A-Z]{3}-\d{3}(?:\/[a-z-]+)?$/.test(id)) return []
  return [
    document.problem({
      ...at,
      message: `there is no check ${id}`,
      expected: 'the id of a check',
      nearest: nearest(id, known),
    }),
  ]
}
