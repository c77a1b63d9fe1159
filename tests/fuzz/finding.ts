/** Something that the product did and must not. */
export interface FuzzFinding {
  target: string
  kind: 'crash' | 'hang' | 'growth'
  /** The number of the execution, from 1. */
  execution: number
  /** What went wrong, with where. */
  about: string
  /** What it happened on; after a growth the input is only the last of many. */
  input: Buffer
}

/** Two crashes with one key are one: the same error from the same place. */
export function keyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = /at .*/.exec(error.stack ?? '')?.[0] ?? ''
  return `${error.name} ${error.message.replace(/[\d"'].*$/s, '')} ${place.replace(/:\d+:\d+/, '')}`
}
