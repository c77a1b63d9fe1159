/** The command line from its sources, for tests that run the real process: node --import tsx tests/support/must-gather.ts ARGS */
import { main } from '../../src/cli/main.js'

await main(process.argv.slice(2))
