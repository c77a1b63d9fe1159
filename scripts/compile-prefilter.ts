import wabt from 'wabt'

const folder = new URL('../src/secrets/scan/prefilter/', import.meta.url)
export const prefilterSource = new URL('prefilter.wat', folder)
export const prefilterTarget = new URL('prefilter-module.ts', folder)

/** The text of the module that holds the compiled prefilter, as it is committed. */
export async function compilePrefilter(text: string): Promise<string> {
  const compiler = await wabt()
  const { buffer } = compiler.parseWat('prefilter.wat', text, { simd: true }).toBinary({})
  const lines = (
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  ).map((line) => `  '${line}',`)
  return [
    '/** prefilter.wat, compiled by `npm run prefilter`: a test holds the two against each other. */',
    'export const prefilterModule: string = [',
    ...lines,
    "].join('')",
    '',
  ].join('\n')
}
