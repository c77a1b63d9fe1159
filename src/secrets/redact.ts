import type { Scanner } from './scanner.js'
import { scanBytes } from './scanner.js'

const privateKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END [A-Z ]{0,60}-----|$)/g

/**
 * The text as it may be shown: a line that holds a secret is left out whole, a private key as a block. For output of
 * programs and short quotations of gathered data.
 */
export function redactText(scanner: Scanner, text: string): string {
  const lines = text.replace(privateKey, '<private key left out>').split('\n')
  return lines
    .map((line) => (scanBytes(scanner, '', line).length > 0 ? '<line left out: it holds a secret>' : line))
    .join('\n')
}
