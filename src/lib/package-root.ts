/** The folder of the package: two up from here, in the sources, in what is compiled of them and in the bundled programs. */
export const packageRoot = new URL('../../', import.meta.url)
