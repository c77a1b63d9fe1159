import { describe, expect, it } from 'vitest'
import { classifyPull, type ImageFailure } from '../../../src/gather/image-failure.js'

const pull = (ref: string) =>
  `ErrImagePull: failed to pull and unpack image "${ref}": failed to resolve reference "${ref}": `

const cases: [ImageFailure, string][] = [
  ['unknown-image', `${pull('quay.io/a/b:1')}quay.io/a/b:1: not found`],
  ['unknown-image', `${pull('quay.io/a/certificate-eof:1')}quay.io/a/certificate-eof:1: not found`],
  [
    'unknown-image',
    `${pull('docker.io/library/nope:1')}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`,
  ],
  [
    'unknown-image',
    `${pull('quay.io/a/b:1')}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://quay.io/v2/auth?scope=x: 401 UNAUTHORIZED`,
  ],
  ['unknown-image', 'ErrImagePull: reading manifest 1 in quay.io/a/proxyconnect: manifest unknown'],
  ['unknown-image', 'ErrImageNeverPull: Container image "a/b:1" is not present with pull policy of Never'],
  [
    'invalid-reference',
    `InvalidImageName: Failed to apply default image tag "BAD//x": couldn't parse image name "BAD//x": invalid reference format`,
  ],
  [
    'registry-trouble',
    `${pull('quay.io/a/b:1')}failed to do request: Head "https://quay.io/v2/a/b/manifests/1": dial tcp: lookup quay.io on 10.0.0.10:53: no such host`,
  ],
  [
    'registry-trouble',
    `${pull('quay.io/a/b:1')}failed to do request: Head "https://quay.io/v2/": dial tcp 127.0.0.1:59999: connect: connection refused`,
  ],
  [
    'registry-trouble',
    `${pull('quay.io/a/b:1')}failed to do request: Head "https://quay.io/v2/": dial tcp 1.2.3.4:443: i/o timeout`,
  ],
  [
    'registry-trouble',
    `${pull('quay.io/a/b:1')}unexpected status from HEAD request to https://quay.io/v2/a/b/manifests/1: 503 Service Unavailable`,
  ],
  [
    'registry-trouble',
    `${pull('docker.io/a/b:1')}429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit`,
  ],
  [
    'registry-trouble',
    `${pull('r.example/a/b:1')}tls: failed to verify certificate: x509: certificate signed by unknown authority`,
  ],
  ['registry-trouble', 'ErrImagePull: something that nobody has seen'],
]

describe('classifyPull', () => {
  it.each(cases)('%s: %s', (failure, message) => {
    expect(classifyPull(message)).toBe(failure)
  })
})
