import { existsSync } from 'node:fs'
import process from 'node:process'

/** Reads .env, where there is one; what the environment already says wins. */
export function loadEnvFile() {
  if (existsSync('.env')) process.loadEnvFile('.env')
}
