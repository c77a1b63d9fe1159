import { goText } from '../print/go-text.js'

/** Go's Sprintf for the verbs that templates use: `%s %v %d %q %t %f %x %%`, with flags and width. */
export function sprintf(format: string, args: unknown[]): string {
  let next = 0
  const text = format.replace(
    /%([-+ 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string, verb: string) => {
      if (verb === '%') return '%'
      if (next >= args.length) return `%!${verb}(MISSING)`
      const body = convert(verb, args[next++], precision === undefined ? undefined : Number(precision))
      const size = Number(width ?? 0)
      return flags.includes('-') ? body.padEnd(size) : body.padStart(size, flags.includes('0') ? '0' : ' ')
    },
  )
  return text
}

const verbs: Record<string, (value: unknown, precision: number | undefined) => string> = {
  s: (value, precision) => goText(value).slice(0, precision),
  v: (value) => goText(value),
  d: (value) => (typeof value === 'number' ? String(Math.trunc(value)) : `%!d(${goText(value)})`),
  q: (value) => JSON.stringify(goText(value)),
  t: (value) => String(value),
  f: (value, precision) => Number(value).toFixed(precision ?? 6),
  x: (value) => (typeof value === 'number' ? value.toString(16) : Buffer.from(goText(value)).toString('hex')),
}

function convert(verb: string, value: unknown, precision: number | undefined): string {
  return verbs[verb]?.(value, precision) ?? `%!${verb}(${goText(value)})`
}
