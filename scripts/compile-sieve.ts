import { readFile } from 'node:fs/promises'
import wabt from 'wabt'

const folder = new URL('../src/secrets/scan/sieve/', import.meta.url)
const sources = ['memory', 'bytes', 'looks', 'keywords', 'base64', 'escapes', 'hidden'].map(
  (name) => `${name}.wat`,
)
export const sieveTarget = new URL('sieve-module.ts', folder)

/** The text of the module that holds the compiled sieve, as it is committed. */
export async function compileSieve(): Promise<string> {
  const compiler = await wabt()
  const { buffer } = compiler.parseWat('sieve.wat', await sieveText(), { simd: true }).toBinary({})
  const lines = (
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  ).map((line) => `  '${line}',`)
  return [
    `/** ${sources.join(', ')}, compiled by \`npm run sieve\`: a test holds the two against each other. */`,
    'export const sieveModule: string = [',
    ...lines,
    "].join('')",
    '',
  ].join('\n')
}

async function sieveText(): Promise<string> {
  const fields = await Promise.all(sources.map((name) => readFile(new URL(name, folder), 'utf8')))
  return `(module\n${fields.join('\n')})\n`
}
