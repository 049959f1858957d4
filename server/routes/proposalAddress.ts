/** Where proposals are found. */

export const PROPOSALS = '/propositions'
export const proposalUrl = (id: number, end = '') => `${PROPOSALS}/${id}${end}`
export const changeUrl = (id: number, position: number) => proposalUrl(id, `/changements/${position}`)
