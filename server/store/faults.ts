import { OperatorFault } from '../domain/fault.ts'

const SENTENCES: [RegExp, string][] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'La base de données est occupée par un autre programme. Réessayez dans un instant.',
  ],
  [
    /^SQLITE_READONLY|^SQLITE_CANTOPEN|^EACCES|^EROFS/,
    'Le dossier ou le fichier de la base de données ne peut pas être écrit : vérifiez ses droits.',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'Le fichier de la base de données est abîmé ou n’est pas une base : restaurez une sauvegarde.',
  ],
  [
    /^SQLITE_FULL|^ENOSPC|^53100/,
    'Le disque est plein : libérez de la place, rien de ce qui était enregistré n’est perdu.',
  ],
  [/^SQLITE_IOERR/, 'Le disque ne répond pas correctement : vérifiez le matériel.'],
  [
    /^ECONNREFUSED|^ECONNRESET|^ENOTFOUND|^57P0|^08/,
    'Le serveur PostgreSQL ne répond pas : vérifiez DATABASE_URL et le serveur.',
  ],
  [/^28/, 'PostgreSQL refuse l’identifiant ou le mot de passe de DATABASE_URL.'],
  [/^3D000/, 'La base de données nommée par DATABASE_URL n’existe pas.'],
]

/** The French sentence for a database error, or nothing for an error that is not one (a bug, then). */
export function explainFault(error: unknown): string | undefined {
  if (error instanceof OperatorFault) return error.message
  // The pool's own faults have no code.
  if (
    error instanceof Error &&
    /^timeout exceeded when trying to connect|^Connection terminated/.test(error.message)
  ) {
    return SENTENCES.find(([pattern]) => pattern.test('ECONNREFUSED'))?.[1]
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return SENTENCES.find(([pattern]) => pattern.test(code))?.[1]
}
