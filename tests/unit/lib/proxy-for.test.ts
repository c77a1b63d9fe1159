import { describe, expect, it } from 'vitest'
import { proxyFor } from '../../../src/lib/proxy-for.js'

const proxy = 'http://proxy.acme.io:3128'
const of = (url: string, env: Record<string, string>) => proxyFor(new URL(url), env)

describe('proxyFor', () => {
  it('takes the variable of the protocol, in capitals or not, and no other', () => {
    expect(of('https://quay.io/v2/', { HTTPS_PROXY: proxy })).toBe(proxy)
    expect(of('https://quay.io/v2/', { https_proxy: 'proxy.acme.io:3128' })).toBe(proxy)
    expect(of('https://quay.io/v2/', { HTTP_PROXY: proxy })).toBeUndefined()
    expect(of('http://quay.io/v2/', { HTTP_PROXY: proxy })).toBe(proxy)
    expect(of('https://quay.io/v2/', { HTTPS_PROXY: '' })).toBeUndefined()
  })

  it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('never goes through one to %s', (host) => {
    expect(of(`https://${host}:5000/v2/`, { HTTPS_PROXY: proxy })).toBeUndefined()
  })

  it.each([
    ['quay.io', 'quay.io', false],
    ['cdn.quay.io', 'quay.io', false],
    ['notquay.io', 'quay.io', true],
    ['quay.io', '.quay.io', true],
    ['cdn.quay.io', '.quay.io', false],
    ['cdn.quay.io', '*.quay.io', false],
    ['QUAY.io', 'other.io, Quay.IO', false],
    ['quay.io', 'quay.io:443', false],
    ['quay.io', 'quay.io:8443', true],
    ['quay.io:8443', 'quay.io:8443', false],
    ['quay.io', '*', false],
    ['10.1.2.3', '10.0.0.0/8', false],
    ['11.1.2.3', '10.0.0.0/8', true],
    ['10.1.2.3', '10.1.2.3', false],
    ['10.1.2.3:5000', '10.1.2.3:5000', false],
    ['[fd00::5]', 'fd00::/8', false],
    ['[fd00::5]', 'fd00::5', false],
    ['quay.io', '10.0.0.0/8', true],
    ['10.1.2.3', '10.0.0.0/99', true],
  ])('%s with NO_PROXY=%s: through it %s', (host, exceptions, through) => {
    const found = of(`https://${host}/v2/`, { HTTPS_PROXY: proxy, NO_PROXY: exceptions })
    expect(found).toBe(through ? proxy : undefined)
  })
})
