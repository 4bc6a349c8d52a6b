import { REMOTE_VISUALIZER_FRAME_PATH, VISUALIZER_FRAME_PATH } from '@scratchpad/core/wire';
import handlebarsUrl from 'handlebars/dist/handlebars.min.js?url';
import { useEffect, useEffectEvent, useRef } from 'react';
import { z } from 'zod';
import { connectFetch } from '../ledger/connect.ts';
import type { ScriptsReport } from '../send/outcome.ts';
import { visualizerWords as words } from './words.ts';
import styles from './visualizer.module.css';

/** What the frame says. The code in it is a stranger's, so all of it may be made up. */
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('shown') }),
  z.object({ type: z.literal('not-confined') }),
  z.object({ type: z.literal('blocked'), url: z.string().max(2000) }),
  z.object({ type: z.literal('failed'), message: z.string().max(10_000) }),
]);

/** Blocked places beyond this are not listed: a template could name thousands. */
const MAX_PLACES = 5;

/** The frame itself: made once, drawn once. */
export function VisualizerFrame(props: {
  readonly visualization: NonNullable<ScriptsReport['visualization']>;
  readonly isRemote: boolean;
  readonly onBlocked: (place: string) => void;
  readonly onFailed: (message: string) => void;
}) {
  const { isRemote, onFailed } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const places = useRef(new Set<string>());
  const draw = useEffectEvent(async () => {
    const handlebars = await fetchHandlebars();
    // Its origin is opaque: it has no name that could stand here.
    frame.current?.contentWindow?.postMessage({ handlebars, ...props.visualization }, '*');
  });
  const onMessage = useEffectEvent(({ source, data }: MessageEvent<unknown>) => {
    if (source === null || source !== frame.current?.contentWindow) return;
    const message = messageSchema.safeParse(data).data;
    if (message?.type === 'ready') {
      draw().catch((error: unknown) => onFailed(String(error)));
    } else if (message?.type === 'not-confined') onFailed(words.notConfined);
    else if (message?.type === 'failed') onFailed(message.message);
    else if (message?.type === 'blocked') {
      const place = placeOf(message.url);
      if (places.current.size >= MAX_PLACES || places.current.has(place)) return;
      places.current.add(place);
      props.onBlocked(place);
    }
  });
  useEffect(() => {
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  }, []);
  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- by header, which a service worker keeps: framePolicies.ts
    <iframe
      ref={frame}
      className={styles.frame}
      title={words.frame}
      src={isRemote ? REMOTE_VISUALIZER_FRAME_PATH : VISUALIZER_FRAME_PATH}
      referrerPolicy="no-referrer"
    />
  );
}

let handlebars: Promise<string> | null = null;

function fetchHandlebars(): Promise<string> {
  handlebars ??= connectFetch('page', handlebarsUrl)
    .then((response) => response.text())
    .catch((error: unknown) => {
      handlebars = null;
      throw error;
    });
  return handlebars;
}

/** The server of an address, or the word that stands for what has none (`inline`, `eval`). */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host || url : url;
}
