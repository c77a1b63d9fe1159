#!/usr/bin/env node
import { main } from '../dist/programs/main.js'

await main(process.argv.slice(2))
