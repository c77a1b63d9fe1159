const prefix = 'operators.coreos.com/'
const longest = 63

/** `<package>.<namespace>`: what OLM calls the operator of a package in a namespace. */
export const operatorName = (packageName: string, namespace: string) => `${packageName}.${namespace}`

/** The label that OLM puts on an operator's components; its name is cut to 63 characters. */
export function componentLabel(packageName: string, namespace: string): string {
  const name = operatorName(packageName, namespace).slice(0, longest)
  return `${prefix}${name.replace(/[._-]+$/, '')}`
}

export const isComponentLabel = (label: string) => label.startsWith(prefix)
