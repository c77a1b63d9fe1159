import { expect, it } from 'vitest'
import { redactedLines } from '../../../src/cli/redacted-lines.js'
import { runConsole } from '../../../src/cli/run-console.js'
import { fake } from '../../../src/secrets/rules/samples.js'

const leftOut = '<line left out: it holds a secret>'
const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')
const end = ['-----END', 'PRIVATE KEY-----'].join(' ')
const token = `glpat-${fake('url', 20, 3)}`

it('shows lines without secrets, and of two pods each its own', () => {
  const show = redactedLines()
  expect(show('a', 'starting')).toBe('starting')
  expect(show('a', begin)).toBe(leftOut)
  expect(show('b', 'running')).toBe('running')
  expect(show('a', fake('base64', 64, 2))).toBe(leftOut)
  expect(show('a', end)).toBe(leftOut)
  expect(show('a', 'done')).toBe('done')
  expect(show('b', `using ${token}`)).toBe(leftOut)
})

it('a key that never ends is none', () => {
  const show = redactedLines()
  show('a', begin)
  const lines = Array.from({ length: 300 }, (_, line) => show('a', `line ${line}`))
  expect(lines.at(-1)).toBe('line 299')
})

it('the console of a run shows who printed the line, and not the secret in it', () => {
  const written: string[] = []
  const console = runConsole({
    out: { write: (text) => written.push(text) },
    live: undefined,
    colour: false,
    verbose: true,
  })
  const head = '[gather-x         ] POD 2026-11-20T10:00:00.1Z'
  console.line(`${head} token ${token}`, 'pod-log')
  console.line(`${head} all is well`, 'pod-log')
  expect(written).toEqual([`${head} ${leftOut}\n`, `${head} all is well\n`])
})
