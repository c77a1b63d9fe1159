// Compiles what the scanner asks of every byte: tsx scripts/write-sieve.ts
import { writeFile } from 'node:fs/promises'
import { compileSieve, sieveTarget } from './compile-sieve.js'

await writeFile(sieveTarget, await compileSieve())
