import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';
import type { JsonValue } from '../../model/json.ts';

/** Objects inside each other that a query selects. */
const MAX_SELECTION_DEPTH = 2;
/** Fields that one query selects, at most. */
const MAX_SELECTED = 200;
/** Input objects inside each other in example variables. */
const MAX_INPUT_DEPTH = 4;

const SCALARS: Readonly<Record<string, JsonValue>> = {
  Int: 0,
  Float: 0,
  String: '',
  Boolean: false,
  ID: '',
};

/** The types of a schema by name, with what `extend` adds to them. */
export class GraphqlTypes {
  readonly #fields = new Map<string, FieldDefinitionNode[]>();
  readonly #inputs = new Map<string, InputValueDefinitionNode[]>();
  readonly #enums = new Map<string, string>();
  readonly #unions = new Set<string>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) this.#add(definition);
  }

  #add(definition: DefinitionNode): void {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        append(this.#fields, definition.name.value, definition.fields ?? []);
        return;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        append(this.#inputs, definition.name.value, definition.fields ?? []);
        return;
      case Kind.ENUM_TYPE_DEFINITION:
        this.#enums.set(definition.name.value, definition.values?.[0]?.name.value ?? '');
        return;
      case Kind.UNION_TYPE_DEFINITION:
        this.#unions.add(definition.name.value);
        return;
      default:
    }
  }

  /** Fields of an object or interface; none when there is no such type. */
  fieldsOf(name: string): readonly FieldDefinitionNode[] {
    return this.#fields.get(name) ?? [];
  }

  /** The selection behind a field of this type, two objects deep; empty for scalars and enums. */
  selection(name: string, indent: string, depth = 1, left = { count: MAX_SELECTED }): string {
    if (this.#unions.has(name)) return ` {\n${indent}  __typename\n${indent}}`;
    if (!this.#fields.has(name)) return '';
    const lines: string[] = [];
    for (const field of this.fieldsOf(name)) {
      const isCallable =
        field.arguments?.every((arg) => arg.type.kind !== Kind.NON_NULL_TYPE) ?? true;
      if (!isCallable || left.count <= 0) continue;
      const inner = innerName(field.type);
      const isObject = this.#fields.has(inner) || this.#unions.has(inner);
      if (isObject && depth >= MAX_SELECTION_DEPTH) continue;
      left.count--;
      const behind = isObject ? this.selection(inner, `${indent}  `, depth + 1, left) : '';
      lines.push(`${indent}  ${field.name.value}${behind}`);
    }
    if (lines.length === 0) lines.push(`${indent}  __typename`);
    return ` {\n${lines.join('\n')}\n${indent}}`;
  }

  /** A value that fits a type: what is required of an input object, the first value of an enum. */
  example(type: TypeNode, depth = 0): JsonValue {
    if (type.kind === Kind.NON_NULL_TYPE) return this.example(type.type, depth);
    if (type.kind === Kind.LIST_TYPE)
      return depth < MAX_INPUT_DEPTH ? [this.example(type.type, depth + 1)] : [];
    const name = type.name.value;
    const scalar = Object.hasOwn(SCALARS, name) ? SCALARS[name] : this.#enums.get(name);
    if (scalar !== undefined) return scalar;
    const fields = this.#inputs.get(name);
    if (!fields || depth >= MAX_INPUT_DEPTH) return null;
    // Optional fields of deeper objects are left to the user: a filter type may name itself in each of them.
    const due = fields.filter((field) => depth === 0 || field.type.kind === Kind.NON_NULL_TYPE);
    return Object.fromEntries(
      due.map((field) => [field.name.value, this.example(field.type, depth + 1)]),
    );
  }
}

function append<T>(lists: Map<string, T[]>, name: string, members: readonly T[]): void {
  lists.set(name, [...(lists.get(name) ?? []), ...members]);
}

function innerName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : innerName(type.type);
}
