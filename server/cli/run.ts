import { runCommand } from './wikisol.ts'

process.exitCode = await runCommand(process.argv.slice(2), process.env)
