import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { OperatorFault } from '../domain/fault.ts'
import { backup, backupName, rotate } from '../store/backup.ts'
import { FORMS, type Form } from '../store/backupFile.ts'
import { openDatabase, sqliteFileExists } from '../store/database.ts'
import type { Call, Command } from './command.ts'

/** Folder of the backups, in the data folder. */
const FOLDER = 'sauvegardes'

export const HOLDS_EVERYTHING = 'Cette sauvegarde contient aussi les contacts réservés aux professionnels.'

export const backupCommand: Command = {
  name: 'backup',
  about:
    'Sauvegarde toute la base de données, contacts réservés aux professionnels compris, et vérifie la copie. Le guide peut tourner.',
  options: {
    vers: { about: 'fichier à écrire (data/sauvegardes/wikisol-DATE par défaut)', value: 'FICHIER' },
    format: {
      about: 'sqlite, ou jsonl, que les deux moteurs lisent (celui du moteur par défaut)',
      value: 'FORMAT',
    },
    garder: { about: 'ne garder que les N sauvegardes les plus récentes du dossier', value: 'N' },
  },
  run: async ({ config, options }) => {
    const now = new Date()
    const keep = readKeep(options.garder)
    const form = readForm(options, config.databaseUrl)
    const file = resolve(String(options.vers ?? join(config.dataDir, FOLDER, backupName(form, now))))
    if (!file.endsWith(FORMS[form]))
      throw new OperatorFault(`Le nom d’une sauvegarde « ${form} » finit par ${FORMS[form]}.`)
    if (config.databaseUrl === undefined && !sqliteFileExists(config.dataDir))
      throw new OperatorFault(`Il n’y a pas de base de données dans ${config.dataDir}.`)
    const database = openDatabase({ dataDir: config.dataDir, url: config.databaseUrl })
    try {
      const { bytes, counts, sha256 } = await backup(database, { file, form, now, program: programVersion() })
      const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
      const removed = keep === undefined ? [] : rotate(dirname(file), keep)
      const lines = [
        `Sauvegarde vérifiée : ${file}`,
        `${counts.documents} documents, ${counts.revisions} versions, ${rows} lignes, ${Math.ceil(bytes / 1_024)} Ko, SHA-256 ${sha256}`,
        HOLDS_EVERYTHING,
        ...removed.map((name) => `Ancienne sauvegarde supprimée : ${name}`),
      ]
      const data = { fichier: file, format: form, octets: bytes, sha256, tables: counts, supprimees: removed }
      return { ok: true, lines, data }
    } finally {
      await database.close()
    }
  },
}

function readKeep(given: string | boolean | undefined): number | undefined {
  if (given === undefined) return undefined
  if (/^[1-9]\d{0,5}$/.test(String(given))) return Number(given)
  throw new OperatorFault('--garder demande un nombre de sauvegardes, 1 au moins.')
}

function readForm({ format, vers }: Call['options'], url: string | undefined): Form {
  if (format === 'sqlite' || format === 'jsonl') return format
  if (format !== undefined) throw new OperatorFault('--format demande « sqlite » ou « jsonl ».')
  return url !== undefined || String(vers ?? '').endsWith(FORMS.jsonl) ? 'jsonl' : 'sqlite'
}

/** From the program's folder, where the commands run. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as { version: string }).version
}
