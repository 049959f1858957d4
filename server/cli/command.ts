import type { Logger } from 'pino'
import type { Config } from '../config.ts'

export interface Command {
  name: string
  /** One French line for the list of commands. */
  about: string
  /** Options it takes, besides --json; the value's name is shown in the help. */
  options?: Readonly<Record<string, { about: string; value?: string }>>
  /** Name of the one word it takes besides options: « FICHIER ». */
  word?: string
  run: (call: Call) => Promise<Result>
}

export interface Call {
  config: Config
  log: Logger
  options: Readonly<Record<string, string | boolean | undefined>>
  /** Words after the command. */
  words: string[]
  /** Shows how far a long work is; quiet with --json or when nobody watches. */
  progress: (done: number, total?: number) => void
}

export interface Result {
  /** False ends the program with status 1. */
  ok: boolean
  /** For a person: French lines. */
  lines: string[]
  /** For a script: what --json prints. */
  data: object
}
