/** Examples made from schemas: what a request or response of that shape could look like. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Refs } from './refs.ts';

/** Values in one example, at most: a description whose types name each other grows without end. */
const MAX_VALUES = 400;
/** Objects inside each other, at most. */
const MAX_DEPTH = 8;

/** Which side the example is for: a request has no read-only fields, a response no write-only ones. */
export type Side = 'request' | 'response';

const STRINGS: Readonly<Record<string, string>> = {
  'date-time': '2024-01-01T00:00:00Z',
  date: '2024-01-01',
  time: '00:00:00Z',
  duration: 'PT1H',
  email: 'user@example.com',
  'idn-email': 'user@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com',
  url: 'https://example.com',
  'uri-reference': '/path',
  uuid: '00000000-0000-4000-8000-000000000000',
  byte: 'c3RyaW5n',
  binary: '',
  password: '',
};

/** Makes an example of a schema. What the schema itself gives as an example comes first. */
export function schemaExample(schema: JsonValue | undefined, refs: Refs, side: Side): JsonValue {
  return new Sampler(refs, side).sample(schema, 0) ?? null;
}

/** The type of a schema: its own word, or what its other fields tell. */
export function schemaType(schema: JsonObject): string {
  const { type } = schema;
  // 3.1 writes nullable types as lists.
  if (Array.isArray(type)) {
    const names = type.filter((name) => typeof name === 'string');
    return names.find((name) => name !== 'null') ?? 'null';
  }
  if (typeof type === 'string') return type;
  if (isJsonObject(schema['properties']) || isJsonObject(schema['additionalProperties']))
    return 'object';
  return schema['items'] === undefined ? '' : 'array';
}

class Sampler {
  readonly #refs: Refs;
  readonly #side: Side;
  #left = MAX_VALUES;
  /** References on the way down: one that comes again is a circle. */
  readonly #path: string[] = [];

  constructor(refs: Refs, side: Side) {
    this.#refs = refs;
    this.#side = side;
  }

  /** Undefined where nothing can be said without going in a circle. */
  sample(value: JsonValue | undefined, depth: number): JsonValue | undefined {
    if (this.#left-- <= 0 || depth > MAX_DEPTH) return undefined;
    const ref =
      isJsonObject(value) && typeof value['$ref'] === 'string' ? value['$ref'] : undefined;
    if (ref !== undefined && this.#path.includes(ref)) return undefined;
    const schema = this.#refs.object(value);
    if (!schema) return value === true ? {} : undefined;
    if (ref === undefined) return this.#sampleSchema(schema, depth);
    this.#path.push(ref);
    const sample = this.#sampleSchema(schema, depth);
    this.#path.pop();
    return sample;
  }

  #sampleSchema(schema: JsonObject, depth: number): JsonValue | undefined {
    const given = givenExample(schema);
    if (given !== undefined) return given;
    const parts = schema['allOf'];
    if (Array.isArray(parts)) return this.#sampleAll(schema, parts, depth);
    const choices = schema['oneOf'] ?? schema['anyOf'];
    if (Array.isArray(choices)) {
      for (const choice of choices) {
        const sample = this.sample(choice, depth + 1);
        if (sample !== undefined && sample !== null) return sample;
      }
    }
    switch (schemaType(schema)) {
      case 'object':
        return this.#sampleObject(schema, depth);
      case 'array': {
        const item = this.sample(schema['items'], depth + 1);
        return item === undefined ? [] : [item];
      }
      case 'integer':
      case 'number':
        return typeof schema['minimum'] === 'number' ? schema['minimum'] : 0;
      case 'boolean':
        return true;
      case 'null':
        return null;
      case 'string': {
        const format = schema['format'];
        return typeof format === 'string' && Object.hasOwn(STRINGS, format)
          ? STRINGS[format]
          : 'string';
      }
      default:
        return {};
    }
  }

  /** An object of all parts together; a scalar of the first part that gives one. */
  #sampleAll(
    schema: JsonObject,
    parts: readonly JsonValue[],
    depth: number,
  ): JsonValue | undefined {
    const { allOf: _, ...own } = schema;
    const whole: JsonObject = {};
    let other: JsonValue | undefined;
    const hasOwn = isJsonObject(own['properties']);
    for (const part of hasOwn ? [...parts, own] : parts) {
      const sample = this.sample(part, depth);
      if (isJsonObject(sample)) Object.assign(whole, sample);
      else other ??= sample;
    }
    return Object.keys(whole).length > 0 || other === undefined ? whole : other;
  }

  #sampleObject(schema: JsonObject, depth: number): JsonObject {
    const { properties } = schema;
    const hidden = this.#side === 'request' ? 'readOnly' : 'writeOnly';
    const visible = Object.entries(isJsonObject(properties) ? properties : {}).filter(
      ([, property]) => !(isJsonObject(property) && property[hidden] === true),
    );
    const samples = new Map<string, JsonValue | undefined>();
    // What is single comes first, so that the first large part does not use up what there is for all.
    for (const isNested of [false, true]) {
      for (const [name, property] of visible) {
        if (this.#isNested(property) === isNested)
          samples.set(name, this.sample(property, depth + 1));
      }
    }
    const object: JsonObject = {};
    for (const [name] of visible) {
      const sample = samples.get(name);
      if (sample !== undefined) object[name] = sample;
    }
    if (Object.keys(object).length === 0 && isJsonObject(schema['additionalProperties'])) {
      const sample = this.sample(schema['additionalProperties'], depth + 1);
      if (sample !== undefined) object['key'] = sample;
    }
    return object;
  }

  /** Whether a schema may have many values. */
  #isNested(property: JsonValue | undefined): boolean {
    if (!isJsonObject(property)) return false;
    const { $ref, allOf, oneOf, anyOf } = property;
    const isCompound = [$ref, allOf, oneOf, anyOf].some((part) => part !== undefined);
    return isCompound || ['object', 'array'].includes(schemaType(property));
  }
}

/** What a schema says itself. */
function givenExample(schema: JsonObject): JsonValue | undefined {
  if (schema['example'] !== undefined) return schema['example'];
  const { examples, enum: values } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (schema['default'] !== undefined) return schema['default'];
  if (schema['const'] !== undefined) return schema['const'];
  return Array.isArray(values) && values.length > 0 ? values[0] : undefined;
}
