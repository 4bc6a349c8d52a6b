/**
 * Where scripts run, as the engine sees it: a channel of texts to a place that can reach nothing else. The page has a
 * sandboxed frame with a worker behind it, the terminal a process without rights.
 */

/** A context that is ready for scripts. What one run does to it, no other run sees. */
export interface ScriptChannel {
  /** Hands a message of the protocol over. */
  readonly post: (message: string) => void;
  /** Ends the context at once, in the middle of a script too. */
  readonly close: () => void;
}

/** What a channel reports. */
export interface ScriptChannelListener {
  readonly onMessage: (message: string) => void;
  /** The context ended without being asked to; `reason` is for people. */
  readonly onExit: (reason: string) => void;
}

/** Makes contexts. */
export interface ScriptHost {
  /** Resolves when {@link SANDBOX_FIRMWARE} and the bootcode have run there. */
  readonly open: (listener: ScriptChannelListener) => Promise<ScriptChannel>;
}
