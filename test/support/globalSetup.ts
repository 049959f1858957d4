import type { TestProject } from 'vitest/node'
import { build } from '../../scripts/build.mjs'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** build/, fresh. */
    buildDir: string
    /** A superuser's address of the test PostgreSQL. */
    postgresUrl: string
  }
}

/** Once for the whole run: the build that the tests serve, and the PostgreSQL they share (a database for each). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('buildDir', await build({ quiet: true }))
  const postgres = await startPostgres()
  project.provide('postgresUrl', postgres.url)
  return postgres.stop
}
