/** What is planted: kinds of secrets, made as their makers describe them. */
import { composed } from './composed.js'
import { jwts } from './jwt.js'
import { privateKeys } from './keys.js'
import { namedSecrets } from './named.js'
import { tokens } from './tokens.js'
import type { Kind } from '../types.js'

export const kinds: readonly Kind[] = [...tokens, ...namedSecrets, ...jwts, ...privateKeys, ...composed]
