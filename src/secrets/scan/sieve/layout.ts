/** Where the module has its data, in bytes from the beginning of its memory: memory.wat says the same. */
export const layout = {
  bitmap: 0,
  buckets: 0x8000,
  digits: 0xc000,
  values: 0xc100,
  readable: 0xc200,
  filter: 0xc300,
  places: 0xc400,
  hexDigits: 0xcc00,
  meanings: 0xcd00,
  classes: 0xce00,
  output: 0x10000,
  keywords: 0x20000,
} as const

/** As many pairs are put into the output before it is read: at one position a few more may come to be there. */
export const mostPairs = 8000
/** Zero bytes before and behind a text, so that what is looked at beyond its ends is there, and is nothing. */
export const before = 16
export const behind = 256
