/** The password of every account in tests. */
export const PASSWORD = 'correct horse battery';

/** An answer, parsed loosely: tests say what they expect of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test that expects the wrong thing fails.
export type Json = any;

/** Calls a server as one user. */
export class ApiClient {
  readonly url: string;
  token: string | null = null;
  userId = '';

  constructor(url: string) {
    this.url = url;
  }

  /** A call, whatever comes of it. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; json: Json; headers: Headers }> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const json: Json = isJson ? JSON.parse(text) : text;
    return { status: response.status, json, headers: response.headers };
  }

  /** A call that succeeds. */
  async json(method: string, path: string, body?: unknown): Promise<Json> {
    const { status, json } = await this.call(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  /** The status and the code of a call that fails. */
  async fail(method: string, path: string, body?: unknown): Promise<[number, string]> {
    const { status, json } = await this.call(method, path, body);
    return [status, String(json?.code)];
  }

  async setUp(setupToken: string, name: string): Promise<void> {
    this.#enter(
      await this.json('POST', '/api/setup', {
        setupToken,
        email: `${name}@example.com`,
        name,
        password: PASSWORD,
      }),
    );
  }

  async logIn(email: string, password = PASSWORD): Promise<void> {
    this.#enter(await this.json('POST', '/api/login', { email, password }));
  }

  /** As a new user. */
  async accept(inviteToken: string, name: string): Promise<void> {
    this.#enter(
      await this.json('POST', `/api/invites/${inviteToken}/accept`, {
        email: `${name}@example.com`,
        name,
        password: PASSWORD,
      }),
    );
  }

  async createWorkspace(name = 'Team'): Promise<string> {
    return (await this.json('POST', '/api/workspaces', { name })).workspace.id as string;
  }

  async ticket(workspaceId: string): Promise<string> {
    return (await this.json('POST', `/api/workspaces/${workspaceId}/ticket`)).ticket as string;
  }

  #enter({ user, session }: Json): void {
    this.userId = user.id as string;
    this.token = session.token as string;
  }
}
