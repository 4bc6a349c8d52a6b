/** Who made a transaction. Every write of the product carries one of these as its Yjs origin. */

/** The person at this tab, through a command. The only origin that undo follows. */
export const LOCAL = Symbol('scratchpad.local');
/** The first half of making a node: it exists, but in the trash, so that undoing the second half keeps it restorable. */
export const CREATE = Symbol('scratchpad.create');
/** Files and the import step; undone by their own command. */
export const IMPORT = Symbol('scratchpad.import');
/** Read back from this device's storage. */
export const STORAGE = Symbol('scratchpad.storage');
/** Came from another tab of this browser. */
export const TAB = Symbol('scratchpad.tab');
/** Repair and housekeeping without a person behind it. */
export const MAINTENANCE = Symbol('scratchpad.maintenance');
