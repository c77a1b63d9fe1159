import { expect, test } from 'vitest'
import { parseFlags, type FlagSpec } from '../../../src/kubectl/flags.js'

const specs: FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'string' },
  { name: 'output', short: 'o', type: 'string' },
  { name: 'stdin', short: 'i', type: 'boolean' },
  { name: 'tty', short: 't', type: 'boolean' },
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'dry-run', type: 'string', bare: 'unchanged' },
]
const parse = (line: string) => parseFlags(line.split(' '), specs)

test.each([
  ['-n x pods', 'x'],
  ['pods -nx', 'x'],
  ['pods -n=x', 'x'],
  ['pods --namespace x', 'x'],
  ['pods --namespace=x', 'x'],
  ['-n y pods -n x', 'x'],
])('%s', (line, namespace) => {
  const { args, flags } = parse(line)
  expect([args, flags.string('namespace')]).toEqual([['pods'], namespace])
})

test('bundled short flags, the last of which may take a value', () => {
  const { flags } = parse('-itnx')
  expect([flags.boolean('stdin'), flags.boolean('tty'), flags.string('namespace')]).toEqual([true, true, 'x'])
})

test('a value may hold equals signs, and begin with a dash', () => {
  expect(parse('-o jsonpath={.a}=b').flags.string('output')).toBe('jsonpath={.a}=b')
  expect(parse('-f -').flags.list('filename')).toEqual(['-'])
})

test('a flag that may stand bare does not take the next word', () => {
  const { args, flags } = parse('--dry-run x')
  expect([args, flags.string('dry-run')]).toEqual([['x'], 'unchanged'])
})

test('what stands after -- is left alone', () => {
  expect(parse('pod -i -- sh -c exit')).toMatchObject({ args: ['pod'], rest: ['sh', '-c', 'exit'] })
  const stopped = parseFlags(['-n', 'x', 'pod', 'ls', '-n'], specs, { stopAfter: 1 })
  expect([stopped.args, stopped.rest]).toEqual([['pod'], ['ls', '-n']])
})

test.each([
  ['--nope', 'unknown flag: --nope'],
  ['-z', "unknown shorthand flag: 'z' in -z"],
  ['-n', "flag needs an argument: 'n' in -n"],
  ['--output', 'flag needs an argument: --output'],
])('%s is refused in the words of kubectl', (line, message) => {
  expect(() => parse(line)).toThrow(message)
})

test('a boolean may be told false, and nothing else', () => {
  expect(parse('--stdin=false').flags.boolean('stdin')).toBe(false)
  expect(() => parse('--stdin=maybe').flags.boolean('stdin')).toThrow(
    'invalid argument "maybe" for "--stdin" flag',
  )
})
