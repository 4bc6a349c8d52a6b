import { type ProxyRules, type ProxyServer, proxyServerSchema } from '@scratchpad/core/wire';
import { useState } from 'react';
import { readDomain } from '../cookies/readDomain.ts';
import styles from '../pages/settings/form.module.css';
import { SelectField } from '../pages/settings/SelectField.tsx';
import { SettingsForm } from '../pages/settings/SettingsForm.tsx';
import { Field } from '../ui/Field.tsx';
import { networkWords as words } from './words.ts';

type CustomProxy = Extract<ProxyRules, { mode: 'custom' }>;
type TextField = 'host' | 'port' | 'username' | 'password' | 'bypass';

const SCHEMES = (['http', 'https', 'socks5'] as const).map((value) => ({
  value,
  label: words.schemes[value],
}));
/** What a proxy of one's own is not asked for, until somebody wants that. */
const FIRST_BYPASS = 'localhost, 127.0.0.1, [::1]';

/** The fields of a proxy. */
export function ProxyForm(props: {
  readonly proxy: CustomProxy | null;
  readonly onSave: (proxy: CustomProxy) => void | Promise<void>;
}) {
  const { proxy } = props;
  const [scheme, setScheme] = useState<ProxyServer['scheme']>(proxy?.server.scheme ?? 'http');
  const [texts, setTexts] = useState<Readonly<Record<TextField, string>>>({
    host: proxy?.server.host ?? '',
    port: proxy ? String(proxy.server.port) : '',
    username: proxy?.server.username ?? '',
    password: proxy?.server.password ?? '',
    bypass: proxy?.bypass.join(', ') ?? FIRST_BYPASS,
  });
  const [wrong, setWrong] = useState<'host' | 'port' | null>(null);
  const field = (name: TextField) => ({
    label: words.fields[name],
    value: texts[name],
    error: wrong === name ? words.errors[wrong] : null,
    onChange: (value: string) => setTexts({ ...texts, [name]: value }),
  });
  const save = () => {
    const host = readDomain(texts.host);
    if (host === null) return setWrong('host');
    const { username, password } = texts;
    const server = proxyServerSchema.safeParse({
      scheme,
      host,
      port: Number(texts.port.trim() || Number.NaN),
      username,
      password,
    });
    if (!server.success) return setWrong('port');
    setWrong(null);
    const bypass = texts.bypass.split(/[\s,]+/).filter((place) => place !== '');
    void props.onSave({ mode: 'custom', server: server.data, bypass });
  };
  return (
    <SettingsForm label={words.modes.custom} submit={words.use} onSubmit={save}>
      <SelectField
        label={words.fields.scheme}
        value={scheme}
        options={SCHEMES}
        onChange={setScheme}
      />
      <Field {...field('host')} placeholder="proxy.example.com" />
      <Field {...field('port')} placeholder="3128" />
      <Field {...field('username')} hint={words.fields.usernameHint} />
      <Field {...field('password')} type="password" />
      <div className={styles.wide}>
        <Field {...field('bypass')} hint={words.fields.bypassHint} />
      </div>
    </SettingsForm>
  );
}
