// Compiles what the scanner asks of every byte: tsx scripts/write-sieve.ts
import { readFile, writeFile } from 'node:fs/promises'
import { compileSieve, sieveSource, sieveTarget } from './compile-sieve.js'

await writeFile(sieveTarget, await compileSieve(await readFile(sieveSource, 'utf8')))
