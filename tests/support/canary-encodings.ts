/** Writes a planted value in each of the ways that a gather may leave it in, by programs other than those that look for it. */
export interface Encoding {
  name: string
  write: (value: string) => string | Buffer
  /** How a finding names it; where the value is the same in two ways, either will do. */
  named: readonly string[]
}

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const wrap = (text: string, columns: number) => text.replace(new RegExp(`.{${columns}}`, 'g'), '$&\n')
const everyByte = (text: string, prefix: string) =>
  [...Buffer.from(text)].map((byte) => `${prefix}${byte.toString(16).padStart(2, '0')}`).join('')

export const encodings: readonly Encoding[] = [
  { name: 'raw', write: (value) => `text ${value}\n`, named: [''] },
  { name: 'base64', write: base64, named: ['base64'] },
  { name: 'base64, one byte in', write: (value) => base64(`:${value}`), named: ['base64'] },
  { name: 'base64, two bytes in', write: (value) => base64(`u:${value}`), named: ['base64'] },
  {
    name: 'base64 behind bytes',
    write: (value) => base64(Buffer.concat([Buffer.from([0, 255, 7]), Buffer.from(value)])),
    named: ['base64'],
  },
  {
    name: 'base64 at 64 columns',
    write: (value) => wrap(base64(`${'x'.repeat(31)}${value}`), 64),
    named: ['base64'],
  },
  {
    name: 'base64 at 76 columns',
    write: (value) => wrap(base64(`${'x'.repeat(40)}${value}`), 76),
    named: ['base64'],
  },
  {
    name: 'base64url',
    write: (value) => Buffer.from(value).toString('base64url'),
    named: ['base64url', 'base64'],
  },
  {
    name: 'base64url, one byte in',
    write: (value) => Buffer.from(`:${value}`).toString('base64url'),
    named: ['base64url', 'base64'],
  },
  { name: 'hex', write: (value) => Buffer.from(value).toString('hex'), named: ['hex'] },
  {
    name: 'hex in capitals',
    write: (value) => Buffer.from(value).toString('hex').toUpperCase(),
    named: ['hex'],
  },
  { name: 'percent', write: (value) => `https://x/?q=${encodeURIComponent(value)}`, named: ['percent'] },
  { name: 'a form', write: (value) => new URLSearchParams({ q: value }).toString(), named: ['percent'] },
  { name: 'percent, every byte', write: (value) => everyByte(value, '%'), named: ['percent'] },
  { name: 'JSON', write: (value) => JSON.stringify({ v: value }), named: ['json'] },
  { name: 'JSON, every byte', write: (value) => `"${everyByte(value, '\\u00')}"`, named: ['escape'] },
  {
    name: 'JSON in JSON',
    write: (value) => JSON.stringify(JSON.stringify({ v: value })),
    named: ['escape,json'],
  },
  { name: 'YAML in quotes', write: (value) => `v: '${value.replaceAll("'", "''")}'`, named: ['yaml'] },
  { name: 'a block of YAML', write: (value) => `v: |\n${value.replace(/^/gm, '    ')}\n`, named: [''] },
  { name: 'shell', write: (value) => `V='${value.replaceAll("'", `'\\''`)}'`, named: ['shell'] },
  {
    name: 'shell in double quotes',
    write: (value) => `V="${value.replace(/["$\\`]/g, '\\$&')}"`,
    named: ['shell'],
  },
  { name: 'UTF-16 LE', write: (value) => Buffer.from(value, 'utf16le'), named: ['utf-16'] },
  { name: 'UTF-16 BE', write: utf16be, named: ['utf-16'] },
  {
    name: 'base64 of UTF-16',
    write: (value) => base64(Buffer.from(value, 'utf16le')),
    named: ['base64,utf-16'],
  },
  { name: 'base64 of base64', write: (value) => base64(base64(value)), named: ['base64,base64'] },
  {
    name: 'percent of base64',
    write: (value) => encodeURIComponent(base64(`${value}~`)),
    named: ['percent,base64', 'base64'],
  },
  {
    name: 'base64 of hex',
    write: (value) => base64(Buffer.from(value).toString('hex')),
    named: ['base64,hex'],
  },
]
