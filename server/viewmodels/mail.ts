/** Said wherever a message would have left, on a guide where no server of mail is set. */
export const NO_MAIL = 'Le guide n’envoie pas de courriel'
