import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { elidedValue } from '../../../../src/elide/index.js'
import { createScanner, groupFindings, mostOfRule, scanDocument } from '../../../../src/secrets/index.js'
import { base64 } from '../../../../src/secrets/rules/samples.js'

const value = base64('a value of some length')
const yaml = (data: string) =>
  `apiVersion: v1\ndata:\n  password: ${data}\nkind: Secret\nmetadata:\n  name: db\n  namespace: app\ntype: Opaque\n`

/** Each holds the one before it twice. */
const bombs = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    at === 0 ? '&b0 [x]' : `&b${at} [*b${at - 1}, *b${at - 1}]`,
  ).join()

describe('scanDocument', () => {
  it('names the Secret, the key and the line, and not the value', () => {
    const { findings, unreadable } = scanDocument('s.yaml', yaml(value))
    expect(unreadable).toBeUndefined()
    expect(findings).toMatchObject([
      {
        check: 'MG-SEC-001',
        rule: 'secret-not-elided',
        path: 's.yaml',
        line: 3,
        count: 1,
        subject: 'app/db password',
        length: 22,
      },
    ])
    expect(JSON.stringify(findings)).not.toContain(value)
    expect(JSON.stringify(findings)).not.toContain('of some length')
  })

  it('finds nothing where all is elided', () => {
    expect(scanDocument('s.yaml', yaml(elidedValue(22)))).toEqual({ findings: [], beyond: 0 })
  })

  it('reads many documents, lists, JSON pretty and minified, and JSON in rows', () => {
    const object = { kind: 'Secret', metadata: { name: 'db' }, data: { password: value } }
    const list = { kind: 'List', items: [object, { ...object, data: { password: elidedValue(3) } }] }
    const forms = [
      `${yaml(elidedValue(1))}---\n${yaml(value)}`,
      JSON.stringify(list),
      JSON.stringify(list, null, 4),
      `${JSON.stringify(list)}\n${JSON.stringify({ kind: 'Pod' })}\n`,
      `kind: SecretList\nitems:\n- metadata: {name: db}\n  data: {password: ${value}}\n`,
    ]
    for (const form of forms) expect(scanDocument('x', form).findings).toHaveLength(1)
  })

  it('makes the same fingerprint for the same value as data and as stringData', () => {
    const plain = `kind: Secret\nmetadata: {name: other}\nstringData: {password: a value of some length}\n`
    const [a] = scanDocument('a', yaml(value), { salt: 's' }).findings
    const [b] = createScanner({ salt: 's' }).document('b', plain).findings
    expect(a?.fingerprint).toBe(b?.fingerprint)
  })

  it('says what it could not read, without quoting it, and finds what it can', () => {
    const broken = `${yaml(value)}error: the "s3cr3t" server\n  is: [down\n`
    const { findings, unreadable } = scanDocument('s.yaml', broken)
    expect(unreadable).toMatchObject({ line: expect.any(Number) as number })
    expect(unreadable?.reason).not.toContain('s3cr3t')
    expect(findings).toMatchObject([{ line: 3 }])
  })

  it('says that a value is not what its tag says', () => {
    const { findings, unreadable } = scanDocument(
      's.yaml',
      `${yaml(value)}---\n# kind: Secret\n!!binary\n2026-11-21`,
    )
    expect(unreadable?.reason).toBe('a value is not what its tag says')
    expect(findings).toMatchObject([{ line: 3 }])
  })

  it.each([
    [
      'YAML cut off inside a quote',
      `items:\n- apiVersion: v1\n  data:\n    a: ${elidedValue(3)}\n    b: ${value}\n  kind: Secret\n  metadata:\n    name: "cut`,
      5,
    ],
    [
      'YAML cut off before its kind',
      `kind: SecretList\nitems:\n- data:\n    b: ${value}\n  metadata:\n    name: "cut`,
      4,
    ],
    [
      'pretty JSON that is cut off',
      JSON.stringify({ kind: 'Secret', data: { a: value, b: elidedValue(4) }, x: 1 }, null, 2).slice(0, -12),
      4,
    ],
  ])('finds values in %s', (_, text, line) => {
    const { findings, unreadable } = scanDocument('x', text)
    expect(unreadable).toBeDefined()
    expect(findings).toMatchObject([{ line }])
  })

  it.each([
    ['holds itself', '&a [*a]'],
    ['is in very many places', `[${bombs(30)}]`],
  ])('takes a value that %s by aliases for a value', (_, written) => {
    const { findings } = scanDocument('x', `kind: Secret\ndata:\n  a: ${written}\n`)
    expect(findings).toMatchObject([{ line: 3, subject: 'a' }])
  })

  it('leaves ConfigMaps of an unreadable text alone', () => {
    const text = `items:\n- data:\n    a: ${value}\n  kind: ConfigMap\n- data:\n    b: ${elidedValue(3)}\n  kind: Secret\n  metadata: {name: "cut`
    expect(scanDocument('x', text).findings).toEqual([])
  })

  it('leaves ConfigMaps of JSON that is cut off alone', () => {
    const list = {
      kind: 'List',
      items: [
        { kind: 'ConfigMap', data: { a: value } },
        { kind: 'Secret', data: { b: value }, type: 'Opaque' },
        { kind: 'ConfigMap', data: { c: value } },
      ],
    }
    const { findings } = scanDocument('x', JSON.stringify(list, null, 2).slice(0, -4))
    expect(findings).toMatchObject([{ subject: 'b' }])
  })

  it('takes a list of references for a part of the object that it is in', () => {
    const text = `kind: Secret\nmetadata:\n  ownerReferences:\n  - kind: Issuer\n    name: x\ndata:\n  a: ${value}\ntype: "cut`
    expect(scanDocument('x', text).findings).toMatchObject([{ line: 7, subject: 'a' }])
  })

  it('tells a value once that lies in the data of more than one', () => {
    const text = `kind: Secret\ndata:\n  kind: Secret\n  data:\n    a: ${value}\ntype: "cut`
    expect(scanDocument('x', text).findings.map(({ subject }) => subject)).toEqual(['kind', 'a'])
  })

  it.each([
    ['siblings', 'kind: Secret\ndata:\n'.repeat(50_000)],
    [
      'one inside the other',
      Array.from({ length: 50_000 }, (_, i) => `${' '.repeat(i % 200)}data:\n`).join(''),
    ],
    ['items', '- kind: Secret\n  data:\n'.repeat(50_000)],
  ])('reads data without end once: %s', (_, text) => {
    expect(scanDocument('x', `kind: Secret\n${text}"cut`)).toMatchObject({ findings: [], unreadable: {} })
  })
})

describe('a document that is nested deeply', () => {
  it('is read where it is JSON', () => {
    const text = `${'{"a":'.repeat(20_000)}{"kind":"Secret","data":{"b":"${value}"}}${'}'.repeat(20_000)}`
    const scan = scanDocument('x', text)
    expect(scan).toMatchObject({ findings: [{ subject: 'b' }] })
    expect(scan.unreadable).toBeUndefined()
  })
})

describe('a document that is nested too deeply', () => {
  const nested = `${'{a: '.repeat(7000)}{kind: Secret}${'}'.repeat(7000)}`

  it('is said not to be read', () => {
    expect(scanDocument('x', nested)).toMatchObject({ findings: [], unreadable: { tooDeep: true } })
  })

  it('is said not to be read where it is hidden', () => {
    const scan = createScanner().file('x')
    scan.write(Buffer.from(`a: ${base64(nested)}\n`))
    expect(scan.end()).toEqual([])
    expect(scan.unproven).toBe('behind base64 it is nested too deeply to be parsed')
  })
})

describe('what is not looked into', () => {
  const holder = (text: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: holder}\ndata:\n  text: ${JSON.stringify(text)}\n`
  const inHolders = (text: string, times: number): string =>
    times === 0 ? text : inHolders(holder(text), times - 1)

  it('is told of where it is packed in more layers than are opened', () => {
    expect(scanDocument('x.yaml', inHolders(yaml(value), 4)).findings).toHaveLength(1)
    expect(scanDocument('x.yaml', inHolders(yaml(value), 12))).toMatchObject({
      findings: [],
      unreadable: { tooDeep: true },
    })
  })

  it('is told of where it unpacks to more than is unpacked', () => {
    const packed = gzipSync(Buffer.alloc(33 * 1024 * 1024, `${yaml(value)}---\n`)).toString('base64')
    const { unreadable } = scanDocument('x.yaml', holder(packed))
    expect(unreadable?.reason).toContain('unpacks to more than 32 MB')
  })

  it('counts the values of a hidden document that are more than are told apart', () => {
    const data = Array.from(
      { length: mostOfRule + 100 },
      (_, at) => `  k${at}: ${base64(`value ${at}`)}\n`,
    ).join('')
    const scan = createScanner().file('x')
    scan.write(Buffer.from(`a: ${base64(`kind: Secret\nmetadata: {name: s}\ndata:\n${data}`)}\n`))
    expect(scan.end().filter(({ check }) => check === 'MG-SEC-001')).toHaveLength(mostOfRule)
    expect(scan.beyond).toBe(100)
  })
})

describe('groupFindings', () => {
  it('makes one finding of the same secret in many files, in the order of paths', () => {
    const files = ['c', 'a', 'b'].map((path) => scanDocument(path, yaml(value)).findings)
    const grouped = groupFindings(files.flat())
    expect(grouped).toMatchObject([
      { path: 'a', line: 3, count: 3, places: [{ path: 'a' }, { path: 'b' }, { path: 'c' }] },
    ])
    expect(groupFindings(files.reverse().flat())).toEqual(grouped)
  })

  it('keeps apart what has another value', () => {
    const other = yaml(base64('another value'))
    expect(
      groupFindings([...scanDocument('a', yaml(value)).findings, ...scanDocument('b', other).findings]),
    ).toHaveLength(2)
  })
})
