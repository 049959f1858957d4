/** Said, with an icon, wherever a contact kept for professionals or its number is shown: it is not to be given out. */
export function reservedMark(item: { reserved: boolean } | undefined): string | undefined {
  return item?.reserved === true ? 'Réservé aux professionnels' : undefined
}
