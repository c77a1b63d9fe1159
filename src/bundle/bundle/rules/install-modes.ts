import type { BundleRule } from '../rule.js'
import { at } from '../rule.js'
import { partsAt, webhooksOf } from '../view.js'
import type { Manifest } from '../view.js'
import { list, shown } from '../values.js'
import { ofCsv } from './csv.js'

const check = 'MG-OLM-001'
const level = 'required'
const way = ['spec', 'installModes']
const types = ['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces']

const modesOf = (csv: Manifest) =>
  partsAt(csv.value, way).map(({ value, way: where }) => ({
    type: value['type'],
    supported: value['supported'],
    where,
  }))

export const installModeRules: BundleRule[] = [
  {
    ...{ id: 'install-mode-unknown', check, level },
    must: 'Every install mode is one of the four, once, with `supported` true or false.',
    fix: `Write each of ${types.join(', ')} once, with supported: true or false.`,
    find: ofCsv(function* (csv) {
      const modes = modesOf(csv)
      for (const [index, { type, supported, where }] of modes.entries()) {
        const isKnown = typeof type === 'string' && types.includes(type)
        const isFirst = modes.findIndex((mode) => mode.type === type) === index
        if (isKnown && isFirst && typeof supported === 'boolean') continue
        const message = isKnown
          ? isFirst
            ? `install mode ${type} has supported: ${shown(supported)}`
            : `install mode ${type} is there twice`
          : `${shown(type)} is no install mode`
        yield at(csv, where, { message, want: types.join(', '), got: shown(type) })
      }
    }),
  },
  {
    ...{ id: 'install-mode-missing', check, level: 'recommended' },
    must: 'All four install modes are named; what is not named is not supported.',
    fix: 'Add the install mode with supported: false.',
    find: ofCsv(function* (csv) {
      const named = new Set(modesOf(csv).map(({ type }) => type))
      const missing = types.filter((type) => !named.has(type))
      if (named.size === 0 || missing.length === 0) return
      const message = `install mode ${missing.join(', ')} is not named`
      yield at(csv, way, { message, want: types.join(', '), got: [...named].map(shown).join(', ') })
    }),
  },
  {
    ...{ id: 'install-mode-none', check, level },
    must: 'At least one install mode is supported.',
    fix: 'Write supported: true for the modes that the operator can watch namespaces in.',
    find: ofCsv(function* (csv) {
      const modes = modesOf(csv)
      if (modes.some(({ supported }) => supported === true)) return
      const message = modes.length === 0 ? 'spec.installModes is empty' : 'no install mode is supported'
      yield at(csv, way, { message, want: 'one with supported: true', got: 'none', subject: 'none' })
    }),
  },
  {
    ...{ id: 'install-mode-conversion', check, level },
    must: 'An operator with a conversion webhook supports AllNamespaces alone, as a conversion serves the whole cluster.',
    fix: 'Write supported: true for AllNamespaces, and false for the others.',
    find: ofCsv(function* (csv) {
      const converts = webhooksOf(csv).some(({ value }) => list(value['conversionCRDs']).length > 0)
      const supported = modesOf(csv)
        .filter((mode) => mode.supported === true)
        .map(({ type }) => shown(type))
      if (!converts || supported.length === 0 || supported.join() === 'AllNamespaces') return
      const message = 'a conversion webhook needs AllNamespaces as the only install mode'
      yield at(csv, way, { message, want: 'AllNamespaces', got: supported.join(', ') })
    }),
  },
]
