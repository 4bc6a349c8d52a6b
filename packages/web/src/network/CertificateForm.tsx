import { errorMessage } from '@scratchpad/core';
import { useState } from 'react';
import { SelectField } from '../pages/settings/SelectField.tsx';
import { SettingsForm } from '../pages/settings/SettingsForm.tsx';
import { Field } from '../ui/Field.tsx';
import { FileField } from './FileField.tsx';
import type { StoredCertificate } from './networkStore.ts';
import { type ReadFile, readCertificateFile } from './readCertificateFile.ts';
import { readPlace } from './readPlace.ts';
import { networkWords as words } from './words.ts';

const KINDS = (['pem', 'pfx'] as const).map((value) => ({ value, label: words.kinds[value] }));
const PEM = '.pem,.crt,.cer,.key,.txt';
const PFX = '.p12,.pfx';

type Files = Readonly<Partial<Record<'cert' | 'key' | 'pfx', ReadFile>>>;

/** The fields of a client certificate, of a new one when there is none. */
export function CertificateForm(props: {
  readonly certificate: StoredCertificate | null;
  readonly onSave: (certificate: StoredCertificate) => void;
  readonly onCancel: () => void;
}) {
  const { certificate } = props;
  const [place, setPlace] = useState(certificate?.place ?? '');
  const [kind, setKind] = useState<'pem' | 'pfx'>(certificate?.pfx ? 'pfx' : 'pem');
  const [files, setFiles] = useState<Files>(() => filesOf(certificate));
  const [passphrase, setPassphrase] = useState(certificate?.passphrase ?? '');
  const [placeError, setPlaceError] = useState<string | null>(null);
  const [fileError, setFileError] = useState<string | null>(null);

  const pick = async (name: keyof Files, file: File) => {
    try {
      const read = await readCertificateFile(file, name);
      setFiles((before) => ({ ...before, [name]: read }));
      setFileError(null);
    } catch (error) {
      setFileError(`${file.name}: ${errorMessage(error)}`);
    }
  };
  const save = () => {
    const read = readPlace(place);
    setPlaceError(read === null ? words.errors.place : null);
    if (read === null) return;
    const used = kind === 'pfx' ? [files.pfx] : [files.cert, files.key];
    const given = used.filter((file) => file !== undefined);
    if (given.length < used.length) {
      const missing = kind === 'pfx' ? 'pfx' : files.cert === undefined ? 'cert' : 'key';
      return setFileError(words.missing[missing]);
    }
    props.onSave({
      id: certificate?.id ?? crypto.randomUUID(),
      place: read,
      cert: kind === 'pem' ? (files.cert?.text ?? '') : '',
      key: kind === 'pem' ? (files.key?.text ?? '') : '',
      pfx: kind === 'pfx' ? (files.pfx?.text ?? '') : '',
      passphrase,
      files: given.map(({ name }) => name),
    });
  };
  const fileField = (name: keyof Files, label: string) => (
    <FileField
      label={label}
      accept={name === 'pfx' ? PFX : PEM}
      kept={files[name]?.name ?? null}
      onPick={(file) => void pick(name, file)}
    />
  );
  return (
    <SettingsForm
      label={certificate ? words.edit(certificate.place) : words.addCertificate}
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
      <SelectField label={words.kind} value={kind} options={KINDS} onChange={setKind} />
      {kind === 'pfx' ? (
        fileField('pfx', words.pfxFile)
      ) : (
        <>
          {fileField('cert', words.certFile)}
          {fileField('key', words.keyFile)}
        </>
      )}
      <Field
        label={words.passphrase}
        value={passphrase}
        type="password"
        hint={words.passphraseHint}
        onChange={setPassphrase}
      />
    </SettingsForm>
  );
}

function filesOf(certificate: StoredCertificate | null): Files {
  if (certificate === null) return {};
  const { cert, key, pfx, files } = certificate;
  const [first = '', second = ''] = files;
  if (pfx !== '') return { pfx: { name: first, text: pfx } };
  return { cert: { name: first, text: cert }, key: { name: second, text: key } };
}
