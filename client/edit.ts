/** The form of a fiche works without any of this: a script spares its author round trips, and keeps what is typed. */
import { Draft } from './editing/draft.ts'
import { onAct } from './editing/form.ts'
import { prepareHours } from './editing/hours.ts'
import { prepareKeys } from './editing/keys.ts'
import { prepareMarkdown } from './editing/markdown.ts'
import { preparePhones } from './editing/phone.ts'
import { preparePickers } from './editing/picker.ts'
import { preparePreview } from './editing/preview.ts'
import { offerKept } from './editing/resume.ts'
import { prepareRows } from './editing/rows.ts'
import { prepareOffers } from './editing/words.ts'

const form = document.querySelector<HTMLFormElement>('form[data-editing]')
if (form !== null) prepare(form)

function prepare(form: HTMLFormElement): void {
  const draft = new Draft(form)
  preparePhones(form)
  prepareHours(form)
  prepareRows(form)
  preparePickers(form)
  prepareMarkdown(form)
  prepareOffers(form)
  // After the others, so that it keeps what they have made of what was typed.
  draft.listen()
  offerKept(form, draft)
  if (!draft.isLocal) preparePreview(form, draft)
  prepareKeys(form, draft)
  onAct(form, /^enregistrer$/, () => void draft.saveAloud())
}
