/** The run engine: collections with their scripts, for the page and the terminal alike. Load this entry lazily. */
export { cookiesToJar, fromTough } from './cookieStore.ts';
export type { StopSignal } from './hostGlobals.ts';
export { runCollection } from './runCollection.ts';
export type { RunOptions } from './runCollection.ts';
export type { RunCursor, RunEvent, RunVariables, Visualization } from './runEvents.ts';
export type { RunExchange, RunResponse, RunTransport } from './runExchange.ts';
export type { RunItem } from './runItems.ts';
export { SANDBOX_FIRMWARE } from './sandboxFirmware.ts';
export type { ScriptChannel, ScriptChannelListener, ScriptHost } from './scriptHost.ts';
export { CONSOLE_LEVELS } from './scriptMessages.ts';
export type { ConsoleLevel, ScriptError } from './scriptMessages.ts';
export { rowsToVariables, setVariable } from './variableList.ts';
export type { VariableList } from './variableList.ts';
export { readDataFile } from './dataFile.ts';
export { writeJunit } from './junitReport.ts';
export { RunSummary } from './runSummary.ts';
export type { RunFailure, RunStat } from './runSummary.ts';
