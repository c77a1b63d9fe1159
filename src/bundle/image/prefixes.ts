/** Whether a path is one of the folders, or in one; `''` is the whole image. */
export const isBelow = (path: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`))

/** Whether one of the folders lies in the path. */
export const leadsTo = (path: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => prefix.startsWith(`${path}/`))

/** `/configs/` as `configs`. */
export const cleanPrefixes = (prefixes: readonly string[]): string[] =>
  prefixes.map((prefix) => prefix.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, ''))
