// One file that starts fast and can be mounted alone into a container of the embedded cluster.
import { build } from 'esbuild'
import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

await build({
  entryPoints: ['src/kubectl/main.ts'],
  outfile: 'dist/kubectl.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  define: { 'process.env.MUST_GATHER_VERSION': JSON.stringify(version) },
  logLevel: 'warning',
})
