import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Field } from '../ui/Field.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { readDomain } from './readDomain.ts';
import { cookieWords as words } from './words.ts';
import styles from './cookies.module.css';

/** The domains whose cookies scripts may use. */
export function ScriptDomains(props: {
  readonly domains: readonly string[];
  readonly onChange: (domains: readonly string[]) => void;
}) {
  const { domains, onChange } = props;
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const allow = () => {
    const domain = readDomain(text);
    if (domain === null) return setError(words.errors.domain);
    setError(null);
    setText('');
    if (!domains.includes(domain)) onChange([...domains, domain].sort());
  };
  return (
    <section className={styles.scripts} aria-labelledby="settings-script-cookies">
      <h3 id="settings-script-cookies">{words.scriptsTitle}</h3>
      <p>{words.scriptsText}</p>
      <form
        className={styles.allow}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          allow();
        }}
      >
        <Field
          label={words.allowDomain}
          value={text}
          placeholder="api.example.com"
          error={error}
          onChange={setText}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          {words.allow}
        </Button>
      </form>
      <ul className={styles.allowed} aria-label={words.allowed}>
        {domains.length === 0 && <li className={styles.none}>{words.noneAllowed}</li>}
        {domains.map((domain) => (
          <li key={domain}>
            <span>{domain}</span>
            <IconButton
              label={words.disallow(domain)}
              onClick={() => onChange(domains.filter((one) => one !== domain))}
            >
              <IconX size={14} stroke={2} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
