import wabt from 'wabt'

const folder = new URL('../src/secrets/scan/sieve/', import.meta.url)
export const sieveSource = new URL('sieve.wat', folder)
export const sieveTarget = new URL('sieve-module.ts', folder)

/** The text of the module that holds the compiled sieve, as it is committed. */
export async function compileSieve(text: string): Promise<string> {
  const compiler = await wabt()
  const { buffer } = compiler.parseWat('sieve.wat', text, { simd: true }).toBinary({})
  const lines = (
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  ).map((line) => `  '${line}',`)
  return [
    '/** sieve.wat, compiled by `npm run sieve`: a test holds the two against each other. */',
    'export const sieveModule: string = [',
    ...lines,
    "].join('')",
    '',
  ].join('\n')
}
