/** The OLM operator inspector: what OLM made of a Subscription, and why it does not go on. */
export type { OlmInspected, OlmInspectOptions, OlmInspectResult, OlmSnapshot } from './types.js'
export type { OlmDiagnosis } from './summary/types.js'
export type { OlmWriter } from './writers/types.js'
