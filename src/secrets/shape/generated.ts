import { entropy } from './entropy.js'
import { isCamelCase, isIdentifier } from './identifier.js'
import { speaksForItself } from './known.js'
import { isPlaceholder } from './placeholder.js'

/**
 * Whether a text looks generated whatever it is called: letters of both cases and digits that change all the time, as
 * words and names do not. Stricter than `isRandomEnough`, which has a name or a prefix to go by.
 */
export function isGenerated(text: string): boolean {
  if (text.length < 20 || !/\d.{0,120}\d/.test(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text))
    return false
  if (changes(text) < text.length * 0.4) return false
  if (isPlaceholder(text) || isIdentifier(text) || isCamelCase(text) || speaksForItself(text)) return false
  return entropy(text) > Math.min(4.3, Math.log2(text.length) * 0.86)
}

/** How often the kind of the character changes. */
function changes(text: string): number {
  let count = 0
  for (let at = 1; at < text.length; at++) if (kindOf(text, at) !== kindOf(text, at - 1)) count++
  return count
}

function kindOf(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code >= 0x61 && code <= 0x7a) return 0
  if (code >= 0x41 && code <= 0x5a) return 1
  return code >= 0x30 && code <= 0x39 ? 2 : 3
}
