import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, graphql, NoSchemaIntrospectionCustomRule, parse, validate } from 'graphql';

const SCHEMA = buildSchema(`
  """The shop."""
  type Query {
    "One order by its number."
    order(id: ID!): Order
    "All orders, newest first."
    orders(first: Int = 10): [Order!]!
  }
  type Mutation {
    "Takes an order back."
    cancelOrder(id: ID!): Order
  }
  "What somebody bought."
  type Order {
    id: ID!
    total: Float
    status: Status!
    sum: Int @deprecated(reason: "Use total.")
  }
  enum Status { OPEN SHIPPED }
`);

const ROOT = {
  order: ({ id }: { id: string }) => ({ id, total: 12.5, status: 'OPEN' }),
  orders: () => [{ id: '1', total: 12.5, status: 'OPEN' }],
  cancelOrder: ({ id }: { id: string }) => ({ id, total: 0, status: 'SHIPPED' }),
};

/** A real GraphQL server. It wants `Authorization: Bearer let-me-in` under `/private`, and tells no schema under `/closed`. */
export class GraphqlServer {
  readonly #server: Server;
  /** The bodies it received, oldest first. */
  readonly received: { query: string; operationName?: string; variables?: object }[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const answer = (status: number, body: object) =>
          response
            .writeHead(status, { 'content-type': 'application/json' })
            .end(JSON.stringify(body));
        const isPrivate = request.url?.startsWith('/private') === true;
        if (isPrivate && request.headers.authorization !== 'Bearer let-me-in')
          return answer(401, { message: 'Who is it?' });
        const body = JSON.parse(text) as (typeof this.received)[number];
        this.received.push(body);
        if (request.url?.startsWith('/closed')) {
          const errors = validate(SCHEMA, parse(body.query), [NoSchemaIntrospectionCustomRule]);
          if (errors.length > 0) return answer(400, { errors });
        }
        const { query, operationName, variables } = body;
        graphql({
          schema: SCHEMA,
          source: query,
          rootValue: ROOT,
          ...(operationName !== undefined && { operationName }),
          ...(variables !== undefined && { variableValues: variables as Record<string, unknown> }),
        }).then(
          (result) => answer(200, result),
          (thrown: unknown) => answer(500, { message: String(thrown) }),
        );
        return undefined;
      });
    });
  }

  /** Starts one on a free port. */
  static async start(): Promise<GraphqlServer> {
    const server = new GraphqlServer();
    await new Promise<void>((done) => server.#server.listen(0, '127.0.0.1', done));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
