import { describe, expect, it } from 'vitest'
import { readTarHeader } from '../../../../src/capture/read/tar-header.js'

/** A header as POSIX describes it, with what is at other places, and the checksum that it has then. */
function header(fields: Record<number, string> = {}): Buffer {
  const bytes = Buffer.alloc(512)
  const usual = {
    0: 'dir/file.yaml',
    100: '0000640\0',
    108: '0001750\0',
    124: '00000001750\0',
    136: '14512345670\0',
    156: '0',
    257: 'ustar\0' + '00',
  }
  for (const [at, text] of Object.entries({ ...usual, ...fields })) bytes.write(text, Number(at), 'latin1')
  bytes.fill(' ', 148, 156)
  const sum = bytes.reduce((all, byte) => all + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

const usual = { type: '0', path: 'dir/file.yaml', size: 1000, mode: 0o640, linkTarget: '' }

describe('readTarHeader', () => {
  it('reads what POSIX describes', () => {
    expect(readTarHeader(header())).toEqual(usual)
  })

  it.each([
    ['a prefix', { 345: 'must-gather/namespaces' }, { path: 'must-gather/namespaces/dir/file.yaml' }],
    [
      'no prefix of GNU, which has other things there',
      { 257: 'ustar  \0', 345: '14512345670' },
      { path: 'dir/file.yaml' },
    ],
    ['a name that fills its field', { 0: 'n'.repeat(100) }, { path: 'n'.repeat(100) }],
    ['a name that is not ASCII', { 0: Buffer.from('ä.yaml').toString('latin1') + '\0' }, { path: 'ä.yaml' }],
    ['nothing behind the end of a name', { 0: 'a\0\nb' }, { path: 'a' }],
    ['a link', { 156: '2', 157: '../there' }, { type: '2', linkTarget: '../there' }],
    ['a file of the first programs', { 156: '\0' }, { type: '0' }],
    ['their folders, which end with a slash', { 0: 'dir/\0', 156: '\0' }, { path: 'dir/', type: '5' }],
    ['numbers with blanks around', { 124: '      1750 \0' }, { size: 1000 }],
    ['numbers that fill their field', { 124: '777777777777' }, { size: 8 ** 12 - 1 }],
    ['sizes of more than 8 GiB', { 124: '\x80\0\0\0\0\0\0\x04\0\0\0\0' }, { size: 2 ** 34 }],
    ['no number as zero', { 124: ' '.repeat(12) }, { size: 0 }],
    ['no size where it is negative', { 124: '\xff'.repeat(12) }, { size: undefined }],
    ['none where it is no number', { 124: '0000001x750\0' }, { size: undefined }],
    ['none where it is larger than any', { 124: '\x80' + '\xff'.repeat(11) }, { size: undefined }],
  ])('reads %s', (_, fields, expected) => {
    expect(readTarHeader(header(fields))).toEqual({ ...usual, ...expected })
  })

  it('tells the end mark', () => {
    expect(readTarHeader(Buffer.alloc(512))).toBe('end')
  })

  it.each([
    ['of less than a block', header().subarray(0, 511)],
    ['of text', Buffer.from('apiVersion: v1\n'.repeat(40))],
    ['of zeros but for a byte', Buffer.alloc(512).fill(1, 300, 301)],
  ])('takes none out %s', (_, bytes) => {
    expect(readTarHeader(bytes)).toBeUndefined()
  })

  it('takes none where one byte has changed, wherever it is', () => {
    const good = header()
    const changed = Array.from(good, (byte, at) => {
      const bytes = Buffer.from(good)
      bytes[at] = byte ^ 0x01
      return readTarHeader(bytes)
    })
    expect(changed).toEqual(changed.map(() => undefined))
  })
})
