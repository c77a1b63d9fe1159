import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createProgress } from '../../../src/report/index.js'

class Recorder {
  text = ''
  columns = 40
  write(text: string) {
    this.text += text
  }
  on() {}
}

function start(tty: boolean) {
  const stream = new Recorder()
  const clock = { now: 0 }
  return { stream, clock, progress: createProgress({ stream, tty, now: () => clock.now }) }
}

describe('in CI', () => {
  test('is plain lines: start, what happens now and then, end', () => {
    const { stream, clock, progress } = start(false)
    progress.note('cluster: embedded, as there is no container engine')
    progress.phaseStarted('gather')
    for (let second = 1; second <= 12; second++) {
      clock.now = second * 1000
      progress.phaseProgress('gather', `line ${second}`)
    }
    progress.phaseEnded('gather', 'failed', 12_000, 'exit code 3')
    progress.close()
    expect(stream.text).toBe(
      [
        'cluster: embedded, as there is no container engine',
        'gather: started',
        'gather: line 5',
        'gather: line 10',
        'gather: failed in 12.0s: exit code 3',
        '',
      ].join('\n'),
    )
  })

  test('lets no line of a gather act on the terminal or the job', () => {
    const { stream, progress } = start(false)
    progress.note('::error::x\n::set-output name=a::b\x1b[2J ##[add-mask]z')
    expect(stream.text).toBe('\\::error::x ⏎ ::set-output name=a::b\\u{1B}[2J ## [add-mask]z\n')
  })
})

describe('on a terminal', () => {
  test('keeps ended phases as lines, and one line that is rewritten below', () => {
    const { stream, clock, progress } = start(true)
    progress.phaseStarted('cluster')
    clock.now = 1500
    progress.phaseProgress('cluster', 'waiting for the API server')
    progress.phaseEnded('cluster', 'passed', 1500)
    progress.phaseStarted('gather')
    progress.note('a stand-in runs')
    progress.close()
    expect(screen(stream.text)).toEqual(['✔ cluster 1.5s', 'a stand-in runs', ''])
  })

  test('never writes a live line wider than the terminal', () => {
    const { stream, progress } = start(true)
    progress.phaseStarted('g'.repeat(200))
    progress.close()
    const [live] = stream.text.split('\r\x1b[2K').filter((part) => part !== '')
    expect(live?.length).toBeLessThan(40)
  })
})

test.each([true, false])('goes on when the reader goes away (tty: %s)', async (tty) => {
  const stream = new PassThrough()
  const progress = createProgress({ stream, tty, now: () => 0 })
  progress.phaseStarted('gather')
  stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  await new Promise((resolve) => stream.once('close', resolve))
  expect(() => {
    progress.phaseProgress('gather', 'still there')
    progress.phaseEnded('gather', 'passed', 10)
    progress.close()
  }).not.toThrow()
})

/** What a terminal shows in the end, without colours. */
function screen(text: string): string[] {
  return text.split('\n').map((line) => {
    const visible = line.split('\r\x1b[2K').at(-1) ?? ''
    return visible.replace(/\x1b\[\d+m/g, '')
  })
}
