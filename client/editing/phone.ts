/** A phone number takes the form in which it is read aloud when one leaves its field, and a wrong one is told there. */
import { parsePhone } from '../../server/domain/phone.ts'
import { onceReleased, setFault } from './form.ts'

/** Numbers of other countries are left to the guide: their plans would be too heavy to bring here. */
const FOREIGN = /^\s*(?:\+|00)(?!\s*33)/

export function preparePhones(form: HTMLFormElement): void {
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'tel') return
    const text = target.value.trim()
    if (text === '' || FOREIGN.test(text)) return setFault(target, undefined)
    const phone = parsePhone(text)
    if (phone.ok) target.value = phone.shown
    onceReleased(() => setFault(target, phone.ok ? undefined : phone.message))
  })
}
