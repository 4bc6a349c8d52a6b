import { expect, test } from 'vitest';
import { describeActivity } from './describeActivity.ts';

const people = { a: 'Mina', b: 'Jonas' };
const say = (action: string, detail: Record<string, string> = {}, userId: string | null = 'a') =>
  describeActivity({ action, detail, userId }, people);

test('says what happened, and who did it', () => {
  expect(say('workspace-created', { name: 'Orders' })).toBe('Mina created the workspace Orders');
  expect(say('workspace-renamed', { name: 'Sales' })).toBe('Mina renamed it to Sales');
  expect(say('invite-created', { role: 'editor' })).toBe('Mina made an invite link: editor');
  expect(say('invite-accepted', { role: 'viewer' }, 'b')).toBe('Jonas joined: viewer');
  expect(say('role-changed', { member: 'b', from: 'viewer', to: 'owner' })).toBe(
    'Mina changed the role of Jonas from viewer to owner',
  );
  expect(say('member-removed', { member: 'b' })).toBe('Mina removed Jonas');
  expect(say('member-removed', { member: 'b' }, 'b')).toBe('Jonas left');
});

test('people and actions that are not known have names, too', () => {
  expect(say('member-removed', { member: 'x' })).toBe('Mina removed somebody');
  expect(say('something-new', {}, 'x')).toBe('somebody: something-new');
  expect(say('restored', {}, null)).toMatch(/backup/);
});
