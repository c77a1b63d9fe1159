// Compiles the prefilter of the keyword search: tsx scripts/write-prefilter.ts
import { readFile, writeFile } from 'node:fs/promises'
import { compilePrefilter, prefilterSource, prefilterTarget } from './compile-prefilter.js'

await writeFile(prefilterTarget, await compilePrefilter(await readFile(prefilterSource, 'utf8')))
