import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useServices } from '../app/services.ts';
import { showToast } from '../app/toasts.tsx';
import styles from '../pages/settings/form.module.css';
import { IconButton } from '../ui/IconButton.tsx';
import { AuthorityForm } from './AuthorityForm.tsx';
import { CertificateForm } from './CertificateForm.tsx';
import type { StoredAuthority, StoredCertificate } from './networkStore.ts';
import { tryChangeNetwork, useNetwork } from './useNetwork.ts';
import { networkWords as words } from './words.ts';

/** What is shown to servers, and whom to trust beside those that everybody does. */
export function CertificatesSection() {
  const { agent } = useServices();
  const hasAgent = useSyncExternalStore(agent.subscribe, () => agent.status === 'connected');
  const network = useNetwork();
  if (network === null) return null;
  return (
    <>
      <Certificates list={network.certificates} note={hasAgent ? null : words.noAgent} />
      <Authorities list={network.authorities} />
    </>
  );
}

function Certificates(props: {
  readonly list: readonly StoredCertificate[];
  readonly note: string | null;
}) {
  const { list } = props;
  /** The id of the one that is edited; `new` for one that is not there yet. */
  const [edited, setEdited] = useState<string | null>(null);
  const put = (certificate: StoredCertificate) =>
    tryChangeNetwork(({ certificates }) => ({
      certificates: certificates.some(({ id }) => id === certificate.id)
        ? certificates.map((one) => (one.id === certificate.id ? certificate : one))
        : [...certificates, certificate],
    }));
  const remove = async (doomed: StoredCertificate) => {
    const isGone = await tryChangeNetwork(({ certificates }) => ({
      certificates: certificates.filter(({ id }) => id !== doomed.id),
    }));
    if (isGone) tellDeleted(doomed.place, () => void put(doomed));
  };
  const save = async (certificate: StoredCertificate) => {
    if (await put(certificate)) setEdited(null);
  };
  const form = (certificate: StoredCertificate | null) => (
    <CertificateForm
      certificate={certificate}
      onCancel={() => setEdited(null)}
      onSave={(saved) => void save(saved)}
    />
  );
  return (
    <section aria-labelledby="settings-certificates">
      <div className={styles.head}>
        <h3 id="settings-certificates">
          {words.certificatesTitle} <span className={styles.local}>{words.local}</span>
        </h3>
        <p>{words.certificatesText}</p>
        {props.note !== null && <p className={styles.warn}>{props.note}</p>}
      </div>
      <Rows empty={words.noCertificates} label={words.certificatesTitle}>
        {list.map((certificate) =>
          edited === certificate.id ? (
            <li key={certificate.id} className={styles.edited}>
              {form(certificate)}
            </li>
          ) : (
            <li key={certificate.id}>
              <code>{certificate.place}</code>
              <span className={styles.detail}>{certificate.files.join(', ')}</span>
              <IconButton
                label={words.edit(certificate.place)}
                onClick={() => setEdited(certificate.id)}
              >
                <IconPencil size={16} stroke={1.75} aria-hidden />
              </IconButton>
              <IconButton
                label={words.delete(certificate.place)}
                onClick={() => void remove(certificate)}
              >
                <IconTrash size={16} stroke={1.75} aria-hidden />
              </IconButton>
            </li>
          ),
        )}
      </Rows>
      {edited === 'new' ? (
        form(null)
      ) : (
        <Button variant="default" size="xs" onClick={() => setEdited('new')}>
          {words.addCertificate}
        </Button>
      )}
    </section>
  );
}

function Authorities({ list }: { readonly list: readonly StoredAuthority[] }) {
  const [isAdding, setAdding] = useState(false);
  const add = (authority: StoredAuthority) =>
    tryChangeNetwork(({ authorities }) => ({ authorities: [...authorities, authority] }));
  const remove = async (doomed: StoredAuthority) => {
    const isGone = await tryChangeNetwork(({ authorities }) => ({
      authorities: authorities.filter(({ id }) => id !== doomed.id),
    }));
    if (isGone) tellDeleted(doomed.place, () => void add(doomed));
  };
  const save = async (authority: StoredAuthority) => {
    if (await add(authority)) setAdding(false);
  };
  return (
    <section className={styles.next} aria-labelledby="settings-authorities">
      <div className={styles.head}>
        <h3 id="settings-authorities">{words.authoritiesTitle}</h3>
        <p>{words.authoritiesText}</p>
      </div>
      <Rows empty={words.noAuthorities} label={words.authoritiesTitle}>
        {list.map((authority) => (
          <li key={authority.id}>
            <code>{authority.place}</code>
            <span className={styles.detail}>{authority.file}</span>
            <IconButton
              label={words.delete(authority.place)}
              onClick={() => void remove(authority)}
            >
              <IconTrash size={16} stroke={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </Rows>
      {isAdding ? (
        <AuthorityForm onCancel={() => setAdding(false)} onSave={(saved) => void save(saved)} />
      ) : (
        <Button variant="default" size="xs" onClick={() => setAdding(true)}>
          {words.addAuthority}
        </Button>
      )}
    </section>
  );
}

function Rows(props: {
  readonly label: string;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}) {
  if (props.children.length === 0) return <p className={styles.none}>{props.empty}</p>;
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.children}
    </ul>
  );
}

function tellDeleted(place: string, undo: () => void): void {
  showToast({
    message: words.deleted(place),
    action: { label: words.undo, onClick: undo },
  });
}
