import { checkedJson } from './checked-json.js'
import type { Validator } from './validator.js'

/**
 * One of our JSON files among those that were kept whole, held against its schema; `undefined` where it is not there. What
 * is wrong with it begins with its path.
 */
export function jsonIn<T>(
  besides: ReadonlyMap<string, string>,
  path: string,
  is: Validator,
): T | { unreadable: string } | undefined {
  const text = besides.get(path)
  if (text === undefined) return undefined
  const read = checkedJson(text, is)
  return 'problem' in read ? { unreadable: `${path} ${read.problem}` } : (read.value as T)
}
