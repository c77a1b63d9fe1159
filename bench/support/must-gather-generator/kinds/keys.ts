import type { Random } from '../random.js'
import { base64, digits, lower } from '../random.js'
import type { Kind } from '../types.js'
import { der, ecPrivateKey, pem, pkcs8, rsaPrivateKey, sequence, small } from './der.js'

const privateKey = 'PRIVATE KEY'

const key = (kind: string, names: readonly string[], value: (random: Random) => string): Kind => ({
  kind,
  form: 'text',
  make: (random) => ({ name: random.pick(names), value: value(random) }),
})

/** One string of the SSH wire format: four bytes of length, and the bytes. */
function ssh(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** PROTOCOL.key of OpenSSH: one Ed25519 key without a passphrase. */
function openssh(random: Random): Buffer {
  const type = ssh('ssh-ed25519')
  const point = random.bytes(32)
  const check = random.bytes(4)
  const secret = Buffer.concat([
    check,
    check,
    type,
    ssh(point),
    ssh(Buffer.concat([random.bytes(32), point])),
    ssh('core@bastion'),
  ])
  const count = Buffer.from([0, 0, 0, 1])
  const open = [Buffer.from('openssh-key-v1\0'), ssh('none'), ssh('none'), ssh(''), count]
  return Buffer.concat([...open, ssh(Buffer.concat([type, ssh(point)])), ssh(secret)])
}

function putty(random: Random): string {
  const rows = (count: number) => Array.from({ length: count }, () => random.text(base64, 64)).join('\n')
  return [
    `PuTTY-User-Key-File-${random.pick([2, 3])}: ssh-rsa`,
    'Encryption: none\nComment: rsa-key-20261105\nPublic-Lines: 6',
    rows(6),
    'Private-Lines: 14',
    rows(14),
    `Private-MAC: ${random.text('0123456789abcdef', 64)}`,
  ].join('\n')
}

/** PFX of RFC 7292: version 3, then authenticated content as PKCS #7 data. */
function pkcs12(random: Random): string {
  const data = der(0x06, Buffer.from('2a864886f70d010701', 'hex'))
  const keyBag = der(0x06, Buffer.from('2a864886f70d010c0a0102', 'hex'))
  const bags = sequence(
    sequence(keyBag, der(0xa0, sequence(random.bytes(80), der(0x04, random.bytes(1250))))),
  )
  const content = der(0xa0, der(0x04, sequence(sequence(data, der(0xa0, der(0x04, bags))))))
  return sequence(small(3), sequence(data, content), random.bytes(60)).toString('base64')
}

/** The Java keystore's magic number, its version, how many entries, and the first entry: a private key. */
function keystore(random: Random): string {
  const head = Buffer.from('feedfeed000000020000000100000001', 'hex')
  return Buffer.concat([head, Buffer.from([0, 6]), Buffer.from('server'), random.bytes(1500)]).toString(
    'base64',
  )
}

/** Keys that nobody but their owner may have. */
export const privateKeys: readonly Kind[] = [
  key('rsa-private-key', ['tls.key', 'server.key', 'id_rsa', 'ca-key.pem'], (random) =>
    random.chance(0.5)
      ? pem(`RSA ${privateKey}`, rsaPrivateKey(random, 2048))
      : pem(privateKey, pkcs8(random, 2048)),
  ),
  key('ec-private-key', ['tls.key', 'peer.key'], (random) => pem(`EC ${privateKey}`, ecPrivateKey(random))),
  key('openssh-private-key', ['id_ed25519', 'ssh-privatekey'], (random) =>
    pem(`OPENSSH ${privateKey}`, openssh(random), 70),
  ),
  key('putty-private-key', ['bastion.ppk'], putty),
  key('google-service-account', ['credentials.json', 'gcp.json'], (random) =>
    JSON.stringify(
      {
        type: 'service_account',
        project_id: `shop-${random.text(digits, 6)}`,
        private_key_id: random.text('0123456789abcdef', 40),
        private_key: `${pem(privateKey, pkcs8(random, 2048))}\n`,
        client_email: `backup@shop-${random.text(lower, 4)}.iam.gserviceaccount.com`,
        client_id: random.text(digits, 21),
      },
      undefined,
      2,
    ),
  ),
  {
    kind: 'pkcs12',
    form: 'value',
    make: (random) => ({ name: random.pick(['keystore.p12', 'client.pfx']), value: pkcs12(random) }),
  },
  {
    kind: 'java-keystore',
    form: 'value',
    make: (random) => ({ name: random.pick(['keystore.jks', 'server.jks']), value: keystore(random) }),
  },
]
