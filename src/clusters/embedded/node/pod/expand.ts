/** Replaces `$(NAME)` by the variable's value; `$$(NAME)` is written `$(NAME)`, and an unknown name stays as it is. */
export function expandVariables(text: string, variables: Record<string, string>): string {
  return text.replace(/\$(\$|\(([^)]*)\))/g, (whole, second: string, name?: string) => {
    if (second === '$') return '$'
    return (name !== undefined ? variables[name] : undefined) ?? whole
  })
}
