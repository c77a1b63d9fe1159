import { expect, test } from 'vitest'
import { beyondFirst } from '../../../src/facts/beyond-first.js'
import type { GatherFacts } from '../../../src/model/facts.js'

const gather = (name: string, facts: Partial<GatherFacts>): GatherFacts => ({
  ...{ name, root: `gathers/${name}/must-gather`, files: [], bytes: 0, contents: new Map(), errorTexts: [] },
  ...{ secrets: [], unproven: [], problems: [], ...facts },
})

test('of a repetition only what the first gather has not is left', () => {
  const first = gather('default', {
    unproven: [{ path: 'pods/web-d78d4f654-p2rc2.zip', reason: 'encrypted' }],
    problems: [{ path: 'link', kind: 'hostile', reason: 'leads out' }],
  })
  const again = gather('again', {
    unproven: [
      { path: 'pods/web-d78d4f654-xk2v7.zip', reason: 'encrypted' },
      { path: 'more.zip', reason: 'encrypted' },
    ],
    problems: [
      { path: 'link', kind: 'hostile', reason: 'leads out' },
      { path: 'link', kind: 'unreadable', reason: 'gone' },
    ],
  })
  expect(beyondFirst(again, first)).toMatchObject({
    unproven: [{ path: 'more.zip' }],
    problems: [{ kind: 'unreadable' }],
  })
  expect(beyondFirst(again, undefined)).toBe(again)
})
