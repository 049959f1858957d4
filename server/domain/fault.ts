/**
 * Something an operator can mend, said in French: a wrong value, a missing file, a database of another age. It ends a
 * start or a command with its sentence and no stack trace.
 */
export class OperatorFault extends Error {}
