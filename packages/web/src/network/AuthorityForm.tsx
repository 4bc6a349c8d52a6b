import { Button } from '@mantine/core';
import { errorMessage } from '@scratchpad/core';
import { useState } from 'react';
import styles from '../pages/settings/form.module.css';
import { Field } from '../ui/Field.tsx';
import { FileField } from './FileField.tsx';
import type { StoredAuthority } from './networkStore.ts';
import { type ReadFile, readCertificateFile } from './readCertificateFile.ts';
import { readPlace } from './readPlace.ts';
import { networkWords as words } from './words.ts';

/** The fields of a new CA certificate. */
export function AuthorityForm(props: {
  readonly onSave: (authority: StoredAuthority) => void;
  readonly onCancel: () => void;
}) {
  const [place, setPlace] = useState('');
  const [file, setFile] = useState<ReadFile | null>(null);
  const [placeError, setPlaceError] = useState<string | null>(null);
  const [fileError, setFileError] = useState<string | null>(null);
  const pick = async (picked: File) => {
    try {
      setFile(await readCertificateFile(picked, 'cert'));
      setFileError(null);
    } catch (error) {
      setFileError(`${picked.name}: ${errorMessage(error)}`);
    }
  };
  const save = () => {
    const read = readPlace(place);
    setPlaceError(read === null ? words.errors.place : null);
    if (read === null) return;
    if (file === null) return setFileError(words.missing.ca);
    props.onSave({ id: crypto.randomUUID(), place: read, pem: file.text, file: file.name });
  };
  return (
    <form
      className={styles.form}
      aria-label={words.addAuthority}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={styles.fields}>
        <Field
          label={words.place}
          value={place}
          error={placeError}
          hint={words.placeHint}
          focus
          onChange={setPlace}
        />
        <FileField
          label={words.caFile}
          accept=".pem,.crt,.cer,.txt"
          kept={file?.name ?? null}
          onPick={(picked) => void pick(picked)}
        />
      </div>
      {fileError !== null && (
        <p className={styles.error} role="alert">
          {fileError}
        </p>
      )}
      <div className={styles.flags}>
        <span className={styles.space} />
        <span className={styles.buttons}>
          <Button variant="default" size="xs" onClick={props.onCancel}>
            {words.cancel}
          </Button>
          <Button size="xs" type="submit">
            {words.save}
          </Button>
        </span>
      </div>
    </form>
  );
}
