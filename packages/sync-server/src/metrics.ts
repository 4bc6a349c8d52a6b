import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts, for Prometheus. One registry a server, so that two in one process do not mix. */
export class Metrics {
  readonly registry = new Registry();
  readonly connections = new Gauge({
    name: 'scratchpad_connections',
    help: 'Open sync sockets',
    registers: [this.registry],
  });
  readonly rooms = new Gauge({
    name: 'scratchpad_rooms',
    help: 'Workspaces in memory',
    registers: [this.registry],
  });
  readonly updates = new Counter({
    name: 'scratchpad_updates_total',
    help: 'Updates that were stored',
    registers: [this.registry],
  });
  readonly updateBytes = new Counter({
    name: 'scratchpad_update_bytes_total',
    help: 'Bytes of the updates that were stored',
    registers: [this.registry],
  });
  readonly refused = new Counter({
    name: 'scratchpad_refused_total',
    help: 'Messages that were refused, by the rule of SPEC.md',
    labelNames: ['rule'] as const,
    registers: [this.registry],
  });
  readonly closed = new Counter({
    name: 'scratchpad_closed_total',
    help: 'Sockets that the server closed, by close code',
    labelNames: ['code'] as const,
    registers: [this.registry],
  });
  readonly commitSeconds = new Histogram({
    name: 'scratchpad_commit_seconds',
    help: 'From the arrival of an update until it is durable',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  });
  readonly httpSeconds = new Histogram({
    name: 'scratchpad_http_seconds',
    help: 'Duration of calls',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
