/** What the parent tells the script process. `id` names a context. */
export type ToScriptProcess =
  | {
      readonly type: 'start';
      readonly firmware: string;
      readonly bootcodeFile: string;
      readonly keepsSpare: boolean;
    }
  | { readonly type: 'open' | 'close'; readonly id: number }
  | { readonly type: 'post'; readonly id: number; readonly text: string };

/** What the script process tells its parent. Only `text` can be a script's doing, and it is parsed as foreign. */
export type FromScriptProcess =
  | { readonly type: 'opened'; readonly id: number }
  | { readonly type: 'message'; readonly id: number; readonly text: string }
  | { readonly type: 'exit'; readonly id: number; readonly reason: string };
