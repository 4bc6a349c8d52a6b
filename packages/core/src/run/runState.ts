import type { JsonObject } from '../model/json.ts';
import { resolveText, type Scopes } from '../variables/scopes.ts';
import type { StopSignal } from './hostGlobals.ts';
import type { CookieAccess } from './cookieAccess.ts';
import type { CookieStore } from './cookieStore.ts';
import type { RunEvent, RunVariables } from './runEvents.ts';
import type { RunTransport } from './runExchange.ts';
import type { ScriptContext } from './scriptContext.ts';
import type { Execution } from './scriptMessages.ts';
import { dataToScope, variablesToScope, type VariableList } from './variableList.ts';

/** How a run goes on when something fails. */
export interface BailRules {
  /** A failed test, script or request ends the run after its item. */
  readonly stopOnFailure: boolean;
  /** A script or request with an error ends the run as failed. */
  readonly abortOnError: boolean;
  /** An error in a pre-request script ends the run before its request is sent: what it was to prepare is not there. */
  readonly needsPrerequest: boolean;
}

/** What all steps of one run share. */
export interface RunState extends BailRules {
  readonly emit: (event: RunEvent) => void;
  readonly scripts: ScriptContext;
  readonly transport: RunTransport;
  readonly cookies: CookieStore;
  readonly cookieAccess: CookieAccess;
  readonly signal: StopSignal;
  readonly scriptTimeoutMs: number;
  readonly variables: RunScopes;
}

/** The scopes of a run: what it began with, as changed by its scripts. The documents stay as they are. */
export class RunScopes {
  globals: VariableList;
  environment: VariableList;
  collectionVariables: VariableList;
  /** `pm.variables`: from script to script and from request to request, until the run ends. */
  local: VariableList = [];
  data: JsonObject = {};

  constructor({ globals, environment, collectionVariables }: RunVariables) {
    this.globals = globals;
    this.environment = environment;
    this.collectionVariables = collectionVariables;
  }

  /** Takes over what a script left. */
  apply({ globals, environment, collectionVariables, _variables }: Execution): void {
    if (globals) this.globals = globals;
    if (environment) this.environment = environment;
    if (collectionVariables) this.collectionVariables = collectionVariables;
    if (_variables) this.local = _variables;
  }

  /** What a script sees of them. */
  toContext(): JsonObject {
    // Without an id each scope would be given a random one, which costs a script more than its tests do.
    const scope = (id: string, values: VariableList) => ({ id, values: [...values] });
    return {
      globals: scope('globals', this.globals),
      environment: scope('environment', this.environment),
      collectionVariables: scope('collection', this.collectionVariables),
      _variables: scope('local', this.local),
      data: this.data,
    };
  }

  /** Replaces the variables of texts, by the values of this moment. */
  resolver(): (text: string) => string {
    const scopes: Scopes = {
      local: variablesToScope('local', this.local),
      data: dataToScope(this.data),
      environment: variablesToScope('environment', this.environment),
      collection: variablesToScope('collection', this.collectionVariables),
      globals: variablesToScope('globals', this.globals),
    };
    return (text) => resolveText(text, scopes).text;
  }

  /** The scopes that outlive the run. */
  snapshot(): RunVariables {
    const { globals, environment, collectionVariables } = this;
    return { globals, environment, collectionVariables };
  }
}
