// The programs as few files: hundreds of modules, loaded one by one, take longer than judging a small capture.
import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'

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
  'tar-stream',
  'typebox',
  'yaml',
]

/** Some of the packages are written for require. By a name of its own, as one of the modules imports the same. */
const requireBanner = {
  js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
}

/** One file for all programs of a process: it holds the thread that the first of them started. */
const shared = {
  name: 'shared',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/warm-thread\.js$/ }, () => ({ path: './warm-thread.js', external: true })),
}
const program = {
  // All in one folder, beside each other, as the worker and the reaper are found by their programs there.
  outdir: 'dist/programs',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  banner: requireBanner,
  sourcemap: true,
  logLevel: 'warning',
  plugins: [shared],
}
const installed = Object.keys(dependencies).filter((name) => !bundled.includes(name))
/** Programs of one file each, which are loaded fastest. */
const alone = {
  'secrets-program': 'src/cli/secrets-program.ts',
  'verify-program': 'src/cli/verify-program.ts',
  'analysis-worker': 'src/facts/workers/analysis-worker.ts',
  'warm-thread': 'src/facts/workers/warm-thread.ts',
}

// What an earlier build left has names of its own.
await rm('dist/programs', { recursive: true, force: true })
await build({
  ...program,
  entryPoints: ['src/cli/main.ts', 'src/cli/reaper-main.ts'],
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  splitting: true,
  external: [...installed, ...Object.keys(alone).map((name) => `./${name}.js`)],
})
await build({
  ...program,
  entryPoints: Object.entries(alone).map(([out, file]) => ({ in: file, out })),
  external: installed,
  minifySyntax: true,
  minifyWhitespace: true,
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
