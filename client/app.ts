import { prepareCopyButtons } from './copy.ts'
import { keepPlace } from './place.ts'
import { preparePrintButtons } from './print.ts'

/** Reading works without any of this: what only a script can do is hidden in the HTML and shown here. */
prepareCopyButtons()
preparePrintButtons()
keepPlace()
document.addEventListener('wikisol:content', prepareCopyButtons)
