import { X509Certificate } from 'node:crypto'
import { createServer, connect } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { makeServerTls } from '../../../../../src/clusters/embedded/tls/certificates.js'

const now = new Date()

describe('the certificate of a server', () => {
  it('is signed by its authority, for the hosts it is asked for', () => {
    const tls = makeServerTls(['localhost', '127.0.0.1'], now)
    const authority = new X509Certificate(tls.caCert)
    const certificate = new X509Certificate(tls.cert)
    expect(certificate.verify(authority.publicKey)).toBe(true)
    expect(authority.verify(authority.publicKey)).toBe(true)
    expect(authority.ca).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1')
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(certificate.checkHost('example.com')).toBeUndefined()
    expect(new Date(certificate.validFrom).getTime()).toBeLessThan(now.getTime())
    expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(now.getTime())
  })

  it('has a number of its own each time', () => {
    const serials = Array.from(
      { length: 20 },
      () => new X509Certificate(makeServerTls(['localhost'], now).cert).serialNumber,
    )
    expect(new Set(serials).size).toBe(20)
  })

  it('is trusted by a client that knows the authority, and by no other', async () => {
    const tls = makeServerTls(['127.0.0.1'], now)
    const server = createServer({ key: tls.key, cert: tls.cert }, (socket) => socket.end('hello')).listen(
      0,
      '127.0.0.1',
    )
    server.on('tlsClientError', () => {})
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const trusting = connect({ port, host: '127.0.0.1', ca: tls.caCert })
    expect(String(await once(trusting, 'data'))).toBe('hello')
    const other = makeServerTls(['127.0.0.1'], now)
    const doubting = connect({ port, host: '127.0.0.1', ca: other.caCert })
    await expect(once(doubting, 'secureConnect')).rejects.toThrow(/certificate|unable to verify/)
    trusting.destroy()
    server.close()
  })
})
