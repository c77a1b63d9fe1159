import type { Command } from 'commander'
import type { ExitCode } from '../../model/errors.js'
import type { Entry } from '../main.js'

/** Adds one command to the program: its options, and an action that loads the command's code and hands over its exit code. */
export type Register = (root: Command, entry: Entry, done: (code: ExitCode) => void) => void
