/** The form of a fiche works without any of this: a script spares its author round trips, and keeps what is typed. */
import { Draft } from './editing/draft.ts'
import { onAct } from './editing/form.ts'
import { prepareHours } from './editing/hours.ts'
import { preparePhones } from './editing/phone.ts'
import { offerKept } from './editing/resume.ts'

const form = document.querySelector<HTMLFormElement>('form[data-editing]')
if (form !== null) prepare(form)

function prepare(form: HTMLFormElement): void {
  const draft = new Draft(form)
  preparePhones(form)
  prepareHours(form)
  draft.listen()
  offerKept(form, draft)
  onAct(form, /^enregistrer$/, () => void draft.saveAloud())
}
