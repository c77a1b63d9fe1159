/**
 * What the embedded cluster does not do: cases of the suite by name, with the reason of each. docs/embedded.md shows this
 * table; a test holds both against each other and against the cases that exist.
 */
export const embeddedGaps: Record<string, string> = {}
