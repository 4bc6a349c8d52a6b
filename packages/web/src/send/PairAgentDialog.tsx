import { Button, Modal } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { type FormEvent, useState } from 'react';
import { useServices } from '../app/services.ts';
import { showToast } from '../app/toasts.tsx';
import { Field } from '../ui/Field.tsx';
import styles from '../workspaces/dialogs.module.css';
import { askForCode, confirmCode, DEFAULT_AGENT_URL, parseAgentUrl } from './agentPairing.ts';
import { sendWords } from './words.ts';

const words = sendWords.pairing;

/** Pairs this page with the agent of this computer: where it is, then the code that stands in its terminal. */
export function PairAgentDialog({ onClose }: { readonly onClose: () => void }) {
  const { agent } = useServices();
  const [address, setAddress] = useState(agent.pairedUrl ?? DEFAULT_AGENT_URL);
  const [asked, setAsked] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(errorMessage(thrown));
    } finally {
      setBusy(false);
    }
  };
  const askAgain = () =>
    attempt(async () => {
      const url = parseAgentUrl(address);
      await askForCode(url);
      setCode('');
      setAsked(url);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked === null) {
      void askAgain();
      return;
    }
    void attempt(async () => {
      await confirmCode(asked, code);
      await agent.lost();
      showToast({ message: words.done });
      onClose();
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title}
      size={420}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        {asked === null ? (
          <>
            <p>{words.intro}</p>
            <Field
              key="address"
              label={words.address}
              value={address}
              onChange={setAddress}
              hint={words.addressHint}
              error={error}
              first
            />
            <Button type="submit" size="md" fullWidth loading={busy}>
              {words.ask}
            </Button>
          </>
        ) : (
          <>
            <p role="status">{words.asked(asked)}</p>
            <Field
              key="code"
              label={words.code}
              value={code}
              onChange={setCode}
              placeholder="ABCD-EFGH"
              error={error}
              focus
            />
            <Button type="submit" size="md" fullWidth loading={busy} disabled={code.trim() === ''}>
              {words.pair}
            </Button>
            <button
              type="button"
              className={styles.link}
              disabled={busy}
              onClick={() => void askAgain()}
            >
              {words.askAgain}
            </button>
          </>
        )}
      </form>
    </Modal>
  );
}
