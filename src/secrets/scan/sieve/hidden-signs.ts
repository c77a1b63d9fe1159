/** The bits of what `hidden` of the module finds; hidden.wat says the same. */
export const hiddenSigns = { percent: 1, escape: 2, gzip: 4 } as const
