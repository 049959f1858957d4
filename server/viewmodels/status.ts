import { STATUSES } from '../domain/document/vocabulary.ts'
import type { Status } from '../store/pageTypes.ts'
import { yearOf } from '../text/dates.ts'

/** A status in words; nothing for what is in service, which is the usual case. */
export function statusWords(status: Status): string | undefined {
  return status === 'en-service' ? undefined : STATUSES[status]
}

/**
 * The notice over a fiche. « Prévu » in a text of 2017 says nothing of today: it is shown as announced that year, to be
 * checked (docs/decisions).
 */
export function statusNotice(status: Status, sourceDate: string | undefined): string | undefined {
  if (status !== 'prevu') return statusWords(status)
  return sourceDate === undefined ? STATUSES.prevu : `Annoncé en ${yearOf(sourceDate)}, à vérifier`
}
