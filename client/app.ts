import { prepareCopyButtons } from './copy.ts'
import { forgetAtSignOut, forgetWhatArrived } from './editing/kept.ts'
import { focusProblems, preparePasswords } from './forms.ts'
import { keepLastFiches } from './lastFiches.ts'
import { keepOpenings } from './opening.ts'
import { keepPlace } from './place.ts'
import { preparePrintButtons } from './print.ts'
import { prepareQuickExit } from './quickExit.ts'
import { prepareReview } from './review.ts'
import { prepareSuggestions } from './suggest.ts'

/** Reading works without any of this: what only a script can do is hidden in the HTML and shown here. */
prepareCopyButtons()
preparePrintButtons()
keepPlace()
keepLastFiches()
keepOpenings()
prepareQuickExit()
prepareSuggestions()
focusProblems()
preparePasswords()
prepareReview()
forgetWhatArrived()
forgetAtSignOut()
document.addEventListener('wikisol:content', prepareCopyButtons)
