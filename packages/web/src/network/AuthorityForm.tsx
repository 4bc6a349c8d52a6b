import { errorMessage } from '@scratchpad/core';
import { useState } from 'react';
import { SettingsForm } from '../pages/settings/SettingsForm.tsx';
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
    <SettingsForm
      label={words.addAuthority}
      error={fileError}
      submit={words.save}
      onSubmit={save}
      cancel={{ label: words.cancel, onClick: props.onCancel }}
    >
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
    </SettingsForm>
  );
}
