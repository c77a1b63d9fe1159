// The programs as few files: hundreds of modules, loaded one by one, take longer than judging a small capture.
import { build } from 'esbuild'
import { readFileSync } from 'node:fs'

const { version, dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

/** What every command needs, and what is many modules; all else is loaded where a command asks for it. */
const bundled = [
  'ajv',
  'ajv-formats',
  'commander',
  'js-yaml',
  'picomatch',
  'semver',
  'tar',
  'tar-stream',
  'typebox',
  'yaml',
]

/** Some of the packages are written for require. By a name of its own, as one of the modules imports the same. */
const requireBanner = {
  js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
}

await build({
  // All in one folder, beside each other, as the worker and the reaper are found by their programs there.
  entryPoints: ['src/cli/main.ts', 'src/cli/reaper-main.ts', 'src/facts/workers/analysis-worker.ts'],
  outdir: 'dist/programs',
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: Object.keys(dependencies).filter((name) => !bundled.includes(name)),
  banner: requireBanner,
  sourcemap: true,
  logLevel: 'warning',
})

// The inspector alone, with all that it needs: an image has it without a folder of packages.
await build({
  entryPoints: ['src/cli/olm-main.ts'],
  outfile: 'dist/programs/olm.mjs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minifySyntax: true,
  banner: requireBanner,
  logLevel: 'warning',
})

// One file that starts fast and can be mounted alone into a container of the embedded cluster.
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
