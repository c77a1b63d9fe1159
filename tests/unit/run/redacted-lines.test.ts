import { expect, it } from 'vitest'
import { redactedLines } from '../../../src/run/redacted-lines.js'
import { runConsole } from '../../../src/cli/run-console.js'
import { createRedact, redactedProgress } from '../../../src/run/redact.js'
import { fake } from '../../../src/secrets/rules/samples.js'

const leftOut = '<line left out: it holds a secret>'
const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ')
const end = ['-----END', 'PRIVATE KEY-----'].join(' ')
const token = `glpat-${fake('url', 20, 3)}`

it('shows lines without secrets, and of two pods each its own', () => {
  const show = redactedLines(createRedact())
  expect(show('a', 'starting')).toBe('starting')
  expect(show('a', begin)).toBe(leftOut)
  expect(show('b', 'running')).toBe('running')
  expect(show('a', fake('base64', 64, 2))).toBe(leftOut)
  expect(show('a', end)).toBe(leftOut)
  expect(show('a', 'done')).toBe('done')
  expect(show('b', `using ${token}`)).toBe(leftOut)
})

it('a key that never ends is none', () => {
  const show = redactedLines(createRedact())
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
    redact: createRedact(),
  })
  const head = '[gather-x         ] POD 2026-11-20T10:00:00.1Z'
  console.line(`${head} token ${token}`, 'pod-log')
  console.line(`${head} all is well`, 'pod-log')
  expect(written).toEqual([`${head} ${leftOut}\n`, `${head} all is well\n`])
})

it('two keys whose lines lie in each other end with the last of them', () => {
  const show = redactedLines(createRedact())
  const [one, other] = [fake('base64', 64, 5), fake('base64', 64, 6)]
  const shown = [begin, begin, one, other, end, other, end, 'done'].map((line) => show('a', line))
  expect(shown).toEqual([...Array<string>(7).fill(leftOut), 'done'])
})

it('what a phase says of a gather goes by there too', () => {
  const said: string[] = []
  const ignore = () => {}
  const progress = redactedProgress(
    {
      phaseStarted: ignore,
      phaseProgress: (_, message) => said.push(message),
      phaseEnded: ignore,
      note: ignore,
      close: ignore,
    },
    createRedact(),
  )
  for (const line of [begin, fake('base64', 64, 7), end, 'done'])
    progress.phaseProgress('gather', `default: ${line}`)
  expect(said).toEqual([leftOut, leftOut, leftOut, 'default: done'])
})
