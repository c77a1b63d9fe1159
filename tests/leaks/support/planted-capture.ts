import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Member } from '../../support/archive.js'
import { membersOf } from '../../support/archive.js'
import { layOut } from '../../support/fixture-captures.js'
import { password, plantedSecrets, token } from './samples.js'

/** The secrets of a capture by where they are planted: each place has its own, so that one that comes out says whence. */
export interface PlantedCapture {
  /** The capture's folder. */
  capture: string
  isv: string
  secrets: ReadonlyMap<string, string>
  /** Members for an archive of it, with names and links that only an archive can have. */
  members: Member[]
}

const key = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey
const base64 = (text: string) => Buffer.from(text).toString('base64')
/** The part of a key that nobody may see. */
const keyBody = (pem: string) => pem.split('\n')[2] ?? ''

/** Writes the base capture into the folder, with secrets in every place where a program might be led to quote one. */
export function plantedCapture(into: string): PlantedCapture {
  const { capture, isv, mustGather } = layOut(into)
  const { all: secrets, add } = plantedSecrets()
  const put = (path: string, content: string | Buffer) => {
    const file = join(mustGather, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  const known = add('Secret data that comes again', password())
  const ofLine = add('Secret data that ends a line', password())
  const pem = key()
  add('private key', keyBody(pem))

  put(
    'namespaces/acme/core/secrets/a.yaml',
    `kind: Secret\nmetadata: {name: a, namespace: acme}\ndata:\n  password: ${base64(known)}\n  line: ${base64(`${ofLine}\n`)}\n`,
  )
  put(
    'namespaces/acme/core/secrets/b.yaml',
    `kind: Secret\nmetadata: {name: b}\nstringData:\n  password: ${add('stringData', password())}\n`,
  )
  put(
    'namespaces/acme/core/secrets/key.yaml',
    `kind: Secret\nmetadata: {name: key}\ndata:\n  tls.key: ${base64(pem)}\n`,
  )
  put(
    'namespaces/acme/core/secrets/broken.yaml',
    `kind: Secret\nmetadata: {name: c}\ndata:\n  password: ${base64(add('YAML that does not parse', password()))}\n  x: [${add('where YAML breaks', token())}\n y: "${token()}\n`,
  )
  put(
    'namespaces/acme/core/broken.json',
    `{"kind": "Secret", "data": {"a": "${base64(add('JSON that does not parse', password()))}" ${add('where JSON breaks', token())}}`,
  )
  put(
    'namespaces/acme/core/configmaps.yaml',
    `kind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: *${add('unknown alias', token())}\n  b: !<${add('unknown tag', token())}> x\n`,
  )
  put(
    'namespaces/acme/apps/deployments.yaml',
    `${add('first word of YAML that is cut', token())}: [\n"${add('quoted and cut', token())}`,
  )
  put('namespaces/acme/pods/tls.log', `starting\n${pem}\n`)
  put(
    'namespaces/acme/pods/urls.txt',
    `connecting to postgres://app:${add('URL', password())}@db.example/app\n`,
  )
  put(
    'namespaces/acme/pods/error.txt',
    `Error from server (Forbidden): ${add('error of a server', token())} is not allowed\n`,
  )
  put(
    'namespaces/acme/pods/known.txt',
    `Error from server (Forbidden): ${known} is not allowed, nor ${ofLine}\n`,
  )
  put('namespaces/acme/pods/stderr.txt', `sh: 1: ${add('command of a shell', token())}: not found\n`)
  put(`namespaces/acme/pods/${add('name of a file', token())}.yaml`, 'kind: Pod\nx: [\n')
  put(`namespaces/acme/${add('name of a folder', token())}/empty.yaml`, '')
  put('namespaces/acme/pods/packed.log.gz', gzipSync(`token ${add('packed log', token())}\n`))
  put(
    'namespaces/acme/pods/damaged.log.gz',
    damaged(gzipSync(`token ${add('damaged packed log', token())}\n`.repeat(50))),
  )
  put(
    'version',
    `acme/must-gather ${add('version', token())}\n${add('version, second line', token())}\n${known}\n${ofLine}\n`,
  )
  put(
    'status.json',
    JSON.stringify({
      schemaVersion: 1,
      overallStatus: add('overall status', token()),
      collectors: [
        {
          name: add('name of a collector', token()),
          status: add('status of a collector', token()),
          exitCode: 1,
          artifacts: [add('artifact', token())],
        },
      ],
    }),
  )
  appendFileSync(
    join(mustGather, 'gather-debug.log'),
    [
      `ts=2026-11-20T10:00:00.123Z cmd="oc login --token=${add('command', token())}" rc=1 duration=1s err="${add('error of a command', token())}" out=${add('output of a command', token())}`,
      `ts=2026-11-20T10:00:00.123Z cmd="curl -u admin:${add('password of a command', password())} https://x" rc=0 duration=1s out=missing/${add('missing output', token())} script=${add('script', token())}`,
      `ts=2026-11-20T10:00:00.123Z cmd="psql ${known}" rc=1 duration=1s`,
      `ts=2026-11-20T10:00:00.123Z cmd="broken ${add('stray line', token())} rc=0`,
      `ts=cut cmd=${add('last line', token())}`,
    ].join('\n'),
  )
  appendFileSync(
    join(capture, 'gathers/default/gather.log'),
    `using ${add('log of the gather', token())}\n${pem}`,
  )
  writeFileSync(join(mustGather, 'must-gather.logs'), `${add('log of the client', token())}\n`)

  const gathered = 'gathers/default/must-gather/'
  const inner: Member[] = [
    ...membersOf(capture).filter(({ name }) => !/gathers\/(?:again|since|script)/.test(name)),
    { name: `${gathered}../../../../${add('hostile name', token())}`, body: 'x' },
    { name: `${gathered}hostile/a\\b`, body: `token: ${add('body of a hostile member', token())}\n` },
    { name: `${gathered}link`, type: 'symlink', linkname: `/etc/${add('target of a link', token())}` },
    {
      name: `${gathered}hard`,
      type: 'link',
      linkname: `${gathered}${add('target of a hard link', token())}`,
    },
    { name: `${gathered}${add('control characters', token())}\u0007`, body: 'x' },
  ]
  return { capture, isv, secrets, members: inner }
}

function damaged(packed: Buffer): Buffer {
  return packed.fill(0xff, packed.length - 6)
}
