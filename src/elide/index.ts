/** What a Kubernetes Secret looks like when its values were taken out, how to take them out, and how to prove it. */
export { elideObject } from './elide-object.js'
export { mentionsSecret } from './embedded.js'
export { findUnelided } from './find-unelided.js'
export type { UnelidedValue } from './find-unelided.js'
export { isElided } from './is-elided.js'
export { elidedValue, isElidedMarker, isRedactionMarker, mayEndInElision } from './marker.js'
