/** Whether the whole text matches a pattern in which `*` stands for any run of characters, spaces and slashes included. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${source}$`, 's').test(text)
}
