import { describe, expect, it } from 'vitest'
import { readCommandLog } from '../../../src/facts/command-log.js'

const read = (text: string, written: string[] = []) =>
  readCommandLog('gather-debug.log', text, { quote: (line) => line, written: new Set(written) })

const whole =
  'ts=2026-11-20T10:00:00.123Z cmd="oc get pods -n x -o yaml" rc=0 duration=1.204s out=a/pods.yaml'

describe('a command log in logfmt', () => {
  it('has a command for each line, with all that it says', () => {
    const line = `${whole} script=gather_a err="a \\"quoted\\" word"`
    expect(read(`${line}\n`)).toEqual({
      path: 'gather-debug.log',
      format: 'logfmt',
      commands: [
        {
          line: 1,
          command: 'oc get pods -n x -o yaml',
          exitCode: 0,
          output: 'a/pods.yaml',
          script: 'gather_a',
          error: 'a "quoted" word',
        },
      ],
      strays: [],
    })
  })

  it.each([
    ['0', 0],
    ['137', 137],
    ['', undefined],
    ['ok', undefined],
    ['-1', undefined],
    ['1000', undefined],
  ])('takes rc=%s as %s', (rc, exitCode) => {
    expect(read(`cmd=x rc=${rc}\n`).commands[0]?.exitCode).toBe(exitCode)
  })

  it('lets lines of parallel scripts be interleaved, remarks stand between them, and Windows end them', () => {
    const log = read(
      'cmd=a rc=0 script=one\r\nstarting two\n\ncmd=b rc=1 script=two\ncmd=c rc=0 script=one\n',
    )
    expect(log.commands.map(({ line, command, exitCode }) => [line, command, exitCode])).toEqual([
      [1, 'a', 0],
      [4, 'b', 1],
      [5, 'c', 0],
    ])
    expect(log.strays).toEqual([])
  })

  it.each([
    ['two writers on one line', 'ts=1 cmd="oc get pots=2 cmd="oc get b" rc=0'],
    ['an open quote', 'ts=1 cmd="oc get pods rc=0'],
    ['a line without its command', 'ts=2026-11-20T10:00:00Z rc=0'],
  ])('has as a stray %s', (_, line) => {
    const log = read(`cmd=a rc=0\n${line}\ncmd=b rc=0\n`)
    expect(log.strays).toEqual([{ line: 2, text: line, cutOff: false }])
    expect(log.commands.map(({ command }) => command)).toEqual(['a', 'b'])
  })

  it.each([...whole].map((_, index) => index).filter((index) => index > 0 && index % 7 === 0))(
    'is cut off where its last line ends after %i characters',
    (length) => {
      const log = read(`cmd=a rc=0\n${whole.slice(0, length)}`, ['a/pods.yaml'])
      const [last] = log.strays
      const hasStatus = / rc=0( |$)/.test(whole.slice(0, length))
      const hasWholeOutput = !whole.slice(0, length).includes(' out=')
      if (hasStatus && hasWholeOutput) expect(log.commands).toHaveLength(2)
      else expect(last).toMatchObject({ line: 2, cutOff: true })
    },
  )

  it('takes a last line without an end where the file that it names is there', () => {
    expect(read(whole, ['a/pods.yaml'])).toMatchObject({ commands: [{ output: 'a/pods.yaml' }], strays: [] })
    expect(read(whole, [])).toMatchObject({ commands: [], strays: [{ cutOff: true }] })
    expect(read('cmd=a rc=0 out=./a/', ['a'])).toMatchObject({ commands: [{ output: './a/' }], strays: [] })
  })
})

describe('a command log of another form', () => {
  it('in free text has no commands', () => {
    const log = read('collecting dump of x\ncollecting dump of oc get command pods\n\ndeleting empty files\n')
    expect(log).toMatchObject({ format: 'free-text', commands: [] })
    expect(log.strays.map(({ line }) => line)).toEqual([1, 2, 4])
  })

  it.each(['', '\n', ' \r\n\n'])('is empty: %j', (text) => {
    expect(read(text)).toMatchObject({ format: 'empty', commands: [], strays: [] })
  })

  it('is logfmt where one line was meant as an entry', () => {
    expect(read('starting\nts=2026-11-20T10:00:00Z cmd="oc get').format).toBe('logfmt')
  })
})
