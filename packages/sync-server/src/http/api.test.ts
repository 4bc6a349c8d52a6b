import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { ApiClient, PASSWORD } from '../testing/apiClient.ts';
import { connectStock, isStep1, RawClient } from '../testing/syncClients.ts';
import { startServer } from '../testing/testServer.ts';

vi.mock('@node-rs/argon2', async (load) => {
  const library = await load<typeof import('@node-rs/argon2')>();
  return { ...library, verify: vi.fn(library.verify) };
});

const user = (name: string) => ({ email: `${name}@example.com`, name, password: PASSWORD });

describe('setup', () => {
  it('ACC1 works once, with the token that was printed', async () => {
    const server = await startServer({ SETUP_TOKEN: 'a-token-of-16-and-more' });
    const visitor = server.visitor();
    expect(server.setupUrl).toBe(`${server.url}/setup#a-token-of-16-and-more`);
    const setup = (setupToken: string) =>
      visitor.call('POST', '/api/setup', { setupToken, ...user('ann') });
    expect(
      await visitor.fail('POST', '/api/setup', { setupToken: 'wrong', ...user('ann') }),
    ).toEqual([403, 'wrong-setup-token']);
    const race = await Promise.all([1, 2, 3].map(() => setup('a-token-of-16-and-more')));
    expect(race.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410, 410]);
    const made = race.find(({ status }) => status === 201);
    expect(made?.json).toMatchObject({
      user: { email: 'ann@example.com', name: 'ann' },
      session: { token: expect.any(String) as unknown, expiresAt: expect.any(String) as unknown },
    });
    const again = await server.restart();
    expect(again.setupToken).toBeNull();
    expect(
      await again
        .visitor()
        .fail('POST', '/api/setup', { setupToken: 'a-token-of-16-and-more', ...user('eve') }),
    ).toEqual([410, 'setup-done']);
  });
});

describe('login and sessions', () => {
  it('ACC2 a wrong password and an unknown email look the same; too many tries are 429', async () => {
    const server = await startServer({ LOGIN_TRIES: '3' });
    await server.owner();
    const visitor = server.visitor();
    const tries = [];
    vi.mocked(verify).mockClear();
    for (const email of ['owner@example.com', 'nobody@example.com'])
      tries.push(await visitor.call('POST', '/api/login', { email, password: 'not the password' }));
    // The hash is what takes time: one of the same cost is checked for both.
    const costs = vi
      .mocked(verify)
      .mock.calls.map(([against]) => /m=.*p=\d+/.exec(String(against)));
    expect(costs.map(String)).toEqual(['m=19456,t=2,p=1', 'm=19456,t=2,p=1']);
    expect(tries[0]?.json).toEqual(tries[1]?.json);
    expect(tries.map(({ status }) => status)).toEqual([401, 401]);
    await visitor.fail('POST', '/api/login', { email: 'OWNER@example.com', password: 'x' });
    await visitor.fail('POST', '/api/login', { email: 'owner@example.com', password: 'x' });
    const locked = await visitor.call('POST', '/api/login', user('owner'));
    expect([locked.status, locked.json.code]).toEqual([429, 'too-many-requests']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('ACC3 logout, revocation and a new password end sessions, with their sockets', async () => {
    const server = await startServer();
    const first = await server.owner();
    const id = await first.createWorkspace();
    const log = async () => {
      const client = server.visitor();
      await client.logIn('owner@example.com');
      return client;
    };
    const [second, third, fourth] = [await log(), await log(), await log()];
    const sockets = await Promise.all(
      [second, third, fourth].map((client) => RawClient.join(client, id)),
    );
    await Promise.all(sockets.map((socket) => socket.frame(isStep1)));
    const ticket = await second.ticket(id);
    await second.json('POST', '/api/logout');
    expect((await sockets[0]!.closed).code).toBe(4401);
    expect(await second.fail('GET', '/api/me')).toEqual([401, 'unauthorized']);
    const late = await RawClient.open(server.url, id, ['scratchpad.sync.v1', ticket]);
    expect((await late.closed).code).toBe(4401);

    const { sessions } = await third.json('GET', '/api/sessions');
    expect(sessions).toHaveLength(3);
    const current = sessions.find((one: { isCurrent: boolean }) => one.isCurrent);
    await fourth.json('DELETE', `/api/sessions/${current.id}`);
    expect((await sockets[1]!.closed).code).toBe(4401);
    expect(await third.fail('GET', '/api/me')).toEqual([401, 'unauthorized']);
    expect(await fourth.fail('DELETE', '/api/sessions/none')).toEqual([404, 'not-found']);

    expect(
      await first.fail('POST', '/api/password', {
        currentPassword: 'x',
        newPassword: 'long enough, new',
      }),
    ).toEqual([403, 'wrong-password']);
    const before = first.token;
    const changed = await first.json('POST', '/api/password', {
      currentPassword: PASSWORD,
      newPassword: 'long enough, new',
    });
    expect((await sockets[2]!.closed).code).toBe(4401);
    expect(await fourth.fail('GET', '/api/me')).toEqual([401, 'unauthorized']);
    expect(changed.session.token).not.toBe(before);
    expect(await first.fail('GET', '/api/me')).toEqual([401, 'unauthorized']);
    first.token = changed.session.token as string;
    expect((await first.json('GET', '/api/me')).user.name).toBe('owner');
    expect(await server.visitor().fail('POST', '/api/login', user('owner'))).toEqual([
      401,
      'wrong-login',
    ]);
  });

  it('ACC3 ROLE5 a session ends by the clock, and its socket within 5 s', async () => {
    const server = await startServer({ SESSION_MAX: '2s' });
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const socket = await RawClient.join(owner, id);
    await socket.frame(isStep1);
    const startedAt = performance.now();
    expect((await socket.closed).code).toBe(4401);
    expect(performance.now() - startedAt).toBeLessThan(7000);
    expect(await owner.fail('GET', '/api/me')).toEqual([401, 'unauthorized']);
  }, 10_000);

  it('ACC3 a session that lies idle ends', async () => {
    const server = await startServer({ SESSION_IDLE: '300ms' });
    const owner = await server.owner();
    await owner.json('GET', '/api/me');
    // A look at it is a use of it, so looks are further apart than that.
    await vi.waitFor(
      async () => expect(await owner.fail('GET', '/api/me')).toEqual([401, 'unauthorized']),
      { interval: 400, timeout: 3000 },
    );
  });

  it('calls and tickets have their limits', async () => {
    const server = await startServer({ CALLS_PER_MINUTE: '8', TICKETS_PER_MINUTE: '2' });
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    await owner.ticket(id);
    await owner.ticket(id);
    expect(await owner.fail('POST', `/api/workspaces/${id}/ticket`)).toEqual([
      429,
      'too-many-requests',
    ]);
    await vi.waitFor(
      async () => expect((await owner.call('GET', '/api/me')).status).toBe(429),
      3000,
    );
  });
});

describe('workspaces', () => {
  it('ROLE3 ROLE4 owners manage, members see, and to outsiders nothing is there', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const id = await owner.createWorkspace('Team');
    const other = await owner.createWorkspace('Other');
    const editor = await server.member(id, 'editor', 'ed');
    const outsider = await server.member(other, 'owner', 'out');
    const path = `/api/workspaces/${id}`;
    expect(await editor.json('GET', path)).toEqual({
      workspace: { id, name: 'Team', role: 'editor' },
    });
    expect((await editor.json('GET', '/api/workspaces')).workspaces).toHaveLength(1);
    expect((await editor.json('GET', `${path}/members`)).members).toMatchObject([
      { name: 'ed', role: 'editor' },
      { name: 'owner', role: 'owner' },
    ]);
    for (const [method, sub, body] of [
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', ''],
      ['POST', '/invites', { role: 'viewer' }],
      ['PATCH', `/members/${editor.userId}`, { role: 'owner' }],
      ['DELETE', `/members/${owner.userId}`],
      ['GET', '/audit'],
    ] as const) {
      expect(await editor.fail(method, path + sub, body)).toEqual([403, 'forbidden']);
      expect(await outsider.fail(method, path + sub, body)).toEqual([404, 'not-found']);
    }
    for (const sub of ['', '/members']) {
      expect(await outsider.fail('GET', path + sub)).toEqual([404, 'not-found']);
      expect(await server.visitor().fail('GET', path + sub)).toEqual([401, 'unauthorized']);
    }
    expect((await owner.json('PATCH', path, { name: ' New ' })).workspace.name).toBe('New');
    expect(
      await owner.fail('PATCH', `${path}/members/${owner.userId}`, { role: 'viewer' }),
    ).toEqual([409, 'last-owner']);
    expect(await owner.fail('DELETE', `${path}/members/${owner.userId}`)).toEqual([
      409,
      'last-owner',
    ]);
    await editor.json('DELETE', `${path}/members/${editor.userId}`);
    expect(await editor.fail('GET', path)).toEqual([404, 'not-found']);
    const { entries, people } = await owner.json('GET', `${path}/audit`);
    expect(people).toEqual({ [owner.userId]: 'owner', [editor.userId]: 'ed' });
    expect(entries.map((entry: { action: string }) => entry.action)).toEqual([
      'member-removed',
      'workspace-renamed',
      'invite-accepted',
      'invite-created',
      'workspace-created',
    ]);
    await owner.json('DELETE', path);
    expect(await owner.fail('GET', path)).toEqual([404, 'not-found']);
  });

  it('ROLE5 removal, demotion and deletion close sockets within 5 s and void tickets', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const path = `/api/workspaces/${id}`;
    const editor = await server.member(id, 'editor');
    const socket = await connectStock(editor, id);
    const ticket = await editor.ticket(id);
    await owner.json('PATCH', `${path}/members/${editor.userId}`, { role: 'viewer' });
    await vi.waitFor(() => expect(socket.closed).toEqual([4403]), 5000);
    const late = await RawClient.open(server.url, id, ['scratchpad.sync.v1', ticket]);
    expect((await late.closed).code).toBe(4401);
    await socket.reconnect();
    await owner.json('PATCH', `${path}/members/${editor.userId}`, { role: 'editor' });
    await vi.waitFor(() => expect(socket.closed).toEqual([4403, 1012]), 5000);
    await socket.reconnect();
    await owner.json('DELETE', `${path}/members/${editor.userId}`);
    await vi.waitFor(() => expect(socket.closed.at(-1)).toBe(4403), 5000);
    const own = await connectStock(owner, id);
    await owner.json('DELETE', path);
    await vi.waitFor(() => expect(own.closed).toEqual([4404]), 5000);
  });

  it('ROLE5 what another process does to the store is found, too', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const editor = await server.member(id, 'editor');
    const socket = await RawClient.join(editor, id);
    await socket.frame(isStep1);
    await server.store.workspaces.removeMember(id, editor.userId);
    expect((await socket.closed).code).toBe(4403);
  }, 10_000);

  it('ACC4 invites: once, for their role, for their email, by a link', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const id = await owner.createWorkspace('Team');
    const invite = async (body: object) =>
      (await owner.json('POST', `/api/workspaces/${id}/invites`, body)).invite;
    const open = await invite({ role: 'viewer' });
    expect(open.url).toBe(`${server.url}/invite#${open.token}`);
    expect(Date.parse(open.expiresAt as string) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const accept = `/api/invites/${open.token}/accept`;
    expect(await server.visitor().fail('POST', accept, {})).toEqual([400, 'bad-request']);
    expect(await server.visitor().fail('POST', accept, user('owner'))).toEqual([
      409,
      'email-taken',
    ]);
    expect(await server.visitor().json('POST', accept, user('vi'))).toMatchObject({
      user: { name: 'vi' },
      workspace: { id, name: 'Team', role: 'viewer' },
      session: { token: expect.any(String) as unknown },
    });
    expect(await server.visitor().fail('POST', accept, user('eve'))).toEqual([410, 'invite-gone']);
    const forEd = await invite({ role: 'editor', email: 'Ed@Example.com' });
    const vi_ = server.visitor();
    await vi_.logIn('vi@example.com');
    expect(await vi_.fail('POST', `/api/invites/${forEd.token}/accept`, {})).toEqual([
      403,
      'invite-for-other',
    ]);
    const raised = await invite({ role: 'editor' });
    const answer = await vi_.json('POST', `/api/invites/${raised.token}/accept`, {});
    expect(answer).toEqual({
      user: { id: vi_.userId, email: 'vi@example.com', name: 'vi' },
      workspace: { id, name: 'Team', role: 'editor' },
    });
    await server.visitor().json('POST', `/api/invites/${forEd.token}/accept`, user('ed'));
  });

  it('workspaces are for everybody to create unless for administrators only', async () => {
    const server = await startServer({ WORKSPACE_CREATION: 'admins' });
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const editor = await server.member(id, 'editor');
    expect((await editor.json('GET', '/api/me')).canCreateWorkspaces).toBe(false);
    expect(await editor.fail('POST', '/api/workspaces', { name: 'Mine' })).toEqual([
      403,
      'forbidden',
    ]);
  });
});

describe('HTTP', () => {
  it('ACC5 foreign origins get nothing, allowed ones get CORS, without credentials', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const call = (origin: string, method = 'GET') =>
      owner.call(method, '/api/me', undefined, { Origin: origin });
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example:80',
    ]) {
      const { status, json, headers } = await call(origin);
      expect([status, json.code]).toEqual([403, 'origin-not-allowed']);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect((await call(origin, 'OPTIONS')).status).toBe(403);
    }
    for (const origin of ['http://127.0.0.1:4100', 'http://localhost:5173', 'http://[::1]:4100']) {
      const { status, headers } = await call(origin);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([200, origin]);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      const refused = await server.visitor().call('GET', '/api/me', undefined, { Origin: origin });
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
        401,
        origin,
      ]);
      const preflight = await call(origin, 'OPTIONS');
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
    }
    const strict = await startServer({
      ALLOWED_ORIGINS: 'https://pad.example.com/',
      PUBLIC_URL: 'https://ws.example.com',
    });
    const visitor = strict.visitor();
    const statusOf = async (origin: string) =>
      (await visitor.call('GET', '/api/openapi.json', undefined, { Origin: origin })).status;
    expect(
      await Promise.all(
        ['https://pad.example.com', 'https://ws.example.com', 'http://localhost:4100'].map(
          statusOf,
        ),
      ),
    ).toEqual([200, 200, 403]);
  });

  it('ACC5 the cookie is for the server’s own page over https only', async () => {
    const server = await startServer({ PUBLIC_URL: 'https://ws.example.com' });
    const origin = 'https://ws.example.com';
    const visitor = server.visitor();
    const made = await visitor.call(
      'POST',
      '/api/setup',
      { setupToken: server.setupToken, ...user('ann') },
      { Origin: origin },
    );
    const cookie = made.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-scratchpad-session=[\w-]{43}; /);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(cookie).toContain(part);
    const Cookie = cookie.split(';')[0]!;
    const create = (headers: Record<string, string>) =>
      visitor.call('POST', '/api/workspaces', { name: 'W' }, { Cookie, ...headers });
    expect((await create({ Origin: origin })).status).toBe(201);
    expect((await create({})).status).toBe(401);
    expect((await create({ Origin: 'http://localhost:3000' })).status).toBe(401);
    expect((await visitor.call('GET', '/api/me', undefined, { Cookie })).status).toBe(200);
    const plain = await startServer();
    const setup = await plain
      .visitor()
      .call('POST', '/api/setup', { setupToken: plain.setupToken, ...user('ann') });
    expect(setup.headers.get('set-cookie')).toBeNull();
  });

  it('ACC5 ACC6 wants JSON that fits, and says so in JSON', async () => {
    const server = await startServer();
    const owner = await server.owner();
    const post = (body: string, type: string) =>
      fetch(`${server.url}/api/workspaces`, {
        method: 'POST',
        headers: { 'Content-Type': type, Authorization: `Bearer ${owner.token}` },
        body,
      });
    for (const [body, type, status, code] of [
      ['{"name":"x"}', 'text/plain', 415, 'json-only'],
      ['name=x', 'application/x-www-form-urlencoded', 415, 'json-only'],
      ['{', 'application/json', 400, 'bad-request'],
      ['{"name":1}', 'application/json', 400, 'bad-request'],
      ['[]', 'application/json', 400, 'bad-request'],
      [JSON.stringify({ name: 'x'.repeat(100_000) }), 'application/json', 400, 'bad-request'],
    ] as const) {
      const response = await post(body, type);
      expect([response.status, await response.json()]).toEqual([
        status,
        { code, message: expect.any(String) as unknown },
      ]);
    }
    for (const path of ['/api', '/api/none', '/nothing', '/api/me/x'])
      expect(await server.visitor().fail('GET', path)).toEqual([404, 'not-found']);
    const { headers } = await owner.call('GET', '/api/me');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  it('says how it is, what it counts, and what its calls are', async () => {
    const server = await startServer();
    const visitor = server.visitor();
    expect((await visitor.json('GET', '/healthz')).status).toBe('ok');
    expect(await visitor.json('GET', '/readyz')).toEqual({ status: 'ready' });
    expect((await visitor.call('GET', '/metrics')).json).toContain('scratchpad_connections 0');
    const { paths, openapi } = await visitor.json('GET', '/api/openapi.json');
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths as object)).toContain('/api/workspaces/{id}/members/{userId}');
    expect(
      paths['/api/login'].post.requestBody.content['application/json'].schema.required,
    ).toEqual(['email', 'password']);
  });

  it('serves the web app where it is built', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root.path, 'assets'));
    await writeFile(join(root.path, 'index.html'), '<h1>app</h1>');
    await writeFile(join(root.path, 'assets/a.js'), 'let a');
    await writeFile(join(root.path, '.env'), 'treasure');
    const server = await startServer({ WEB_ROOT: root.path });
    const visitor = server.visitor();
    for (const path of ['/', '/setup', '/w/some-id']) {
      const { status, json, headers } = await visitor.call('GET', path);
      expect([path, status, json]).toEqual([path, 200, '<h1>app</h1>']);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    expect((await visitor.call('GET', '/assets/a.js')).headers.get('cache-control')).toContain(
      'immutable',
    );
    for (const path of ['/.env', '/%2eenv', '/assets/b.js', '/..%2f.env', '/assets/..%5c..%5c.env'])
      expect((await visitor.call('GET', path)).status).toBe(404);
    expect(await visitor.fail('GET', '/api/none')).toEqual([404, 'not-found']);
    await root.remove();
  });

  it('ACC7 STORE8 no secret is in the log, and none that could be used in the database', async () => {
    const server = await startServer({ LOG_LEVEL: 'trace' });
    const owner = await server.owner();
    const id = await owner.createWorkspace();
    const { invite } = await owner.json('POST', `/api/workspaces/${id}/invites`, {
      role: 'editor',
    });
    const guest = new ApiClient(server.url);
    await guest.fail('POST', '/api/login', {
      email: 'owner@example.com',
      password: 'wrong-secret-password',
    });
    await guest.accept(invite.token as string, 'guest');
    const ticket = await guest.ticket(id);
    const editor = await connectStock(guest, id);
    editor.nodes.set('secret', 'contents-of-the-document');
    await RawClient.open(server.url, id, ['scratchpad.sync.v1', ticket]);
    await vi.waitFor(async () =>
      expect((await server.store.documents.load(id)).updates).toHaveLength(1),
    );
    const secrets = [
      server.setupToken,
      PASSWORD,
      'wrong-secret-password',
      owner.token,
      guest.token,
      invite.token,
      ticket,
      ticket.slice(7),
    ];
    const log = server.logs.join('');
    expect(log).toContain('/api/invites/:token/accept');
    for (const secret of [...secrets, 'contents-of-the-document'])
      expect(log).not.toContain(secret);
    await server.close();
    const database = await readFile(join(server.dataDir, 'scratchpad.sqlite'), 'latin1');
    for (const secret of secrets) expect(database).not.toContain(secret);
  });
});
