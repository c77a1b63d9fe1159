/** What only looks like a secret: values where secrets stand, and what only gathered data has. */
export { lookAlikeFragments } from './fragments.js'
export { lookAlikeKinds } from './values.js'
