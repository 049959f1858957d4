/** Builds into build/ if a source changed; answers that folder. */
export function build(options?: { quiet?: boolean }): Promise<string>
