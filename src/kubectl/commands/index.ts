import type { Command } from '../context.js'

/** Every command by its words. Each is loaded only when it is called. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  get: async () => (await import('./get.js')).get,
}

/** First words that say nothing without a second. */
export const groups: ReadonlySet<string> = new Set(
  Object.keys(commands).flatMap((words) =>
    words.includes(' ') && !(words.split(' ')[0] ?? '' in commands) ? [words.split(' ')[0] ?? ''] : [],
  ),
)
