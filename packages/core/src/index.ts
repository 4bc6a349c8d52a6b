/** The document model, its commands, variables and requests: what the page, the sender and the server share. */
export { AppError, errorMessage } from './AppError.ts';
export type {
  Auth,
  BodyMode,
  MessageLanguage,
  CollectionContent,
  EnvContent,
  EnvSpec,
  ExampleContent,
  FieldName,
  FolderContent,
  HttpContent,
  NodeContent,
  NodeKind,
  NodeSpec,
  RequestContent,
  Row,
  RowInput,
  Table,
  TextName,
  TrashBatch,
  WsContent,
} from './model/content.ts';
export { BODY_MODES, MESSAGE_LANGUAGES } from './model/content.ts';
export { createBatchId, createNodeId, createRowId } from './model/ids.ts';
export type { BatchId, EnvId, NodeId, RowId } from './model/ids.ts';
export { isJsonObject } from './model/json.ts';
export type { JsonObject, JsonValue } from './model/json.ts';
export { CREATE, IMPORT, LOCAL, MAINTENANCE, STORAGE, TAB } from './model/origins.ts';
export { DRAFTS, projectTree } from './model/projection.ts';
export type { NodeSummary, Place, Tree } from './model/projection.ts';
export { DocIndex } from './model/docIndex.ts';
export type { Topic } from './model/docIndex.ts';
export { DocStore } from './model/docStore.ts';
export type { CommandErrorCode } from './model/docStore.ts';
export { rowText } from './model/rows.ts';
export { MAX_DOC_BODY_BYTES, SCHEMA_VERSION } from './model/schema.ts';
export {
  canMove,
  createNode,
  createNodes,
  duplicateNodes,
  moveNodes,
  readSpecTree,
  renameNode,
  setAuthParam,
  setAuthType,
  setField,
  setSetting,
  topmost,
} from './commands/nodes.ts';
export type { Target } from './commands/nodes.ts';
export { deleteItems, purgeBatches, restoreBatch } from './commands/trash.ts';
export type { Deletion } from './commands/trash.ts';
export { createEnvs, duplicateEnv, renameEnv } from './commands/envs.ts';
export {
  addRows,
  bulkTextToRows,
  getRows,
  moveRow,
  removeRows,
  replaceRows,
  rowsToBulkText,
  updateRow,
} from './commands/rows.ts';
export type { RowOwner } from './commands/rows.ts';
export { setText } from './commands/texts.ts';
export { setUrl } from './commands/url.ts';
export {
  fillPathVariables,
  joinUrl,
  parseQuery,
  pathVariableNames,
  splitUrl,
} from './request/url.ts';
export { applyAuth } from './auth/applyAuth.ts';
export type { AppliedAuth } from './auth/applyAuth.ts';
export { authName, isSupportedAuth, SUPPORTED_AUTH } from './auth/authTypes.ts';
export type { SupportedAuth } from './auth/authTypes.ts';
export { describeAuth, maskCredentials } from './auth/describeAuth.ts';
export type { AuthDescription } from './auth/describeAuth.ts';
export { inheritAuth } from './auth/inheritAuth.ts';
export type { EffectiveAuth } from './auth/inheritAuth.ts';
export type { BodyPlan, BodyTexts } from './request/bodyPlan.ts';
export { buildRequest, prunesBody } from './request/buildRequest.ts';
export type { AutomaticHeader, BuiltRequest, RequestSource } from './request/buildRequest.ts';
export {
  buildMessage,
  buildSocket,
  readSocketSettings,
  SOCKET_SETTING_DEFAULTS,
} from './request/buildSocket.ts';
export type { BuiltMessage, BuiltSocket, SocketSettingName } from './request/buildSocket.ts';
export { formFileNames, isFileRow } from './request/formFiles.ts';
export type { BodyPart, FileRef } from './request/formFiles.ts';
export { graphqlOperations } from './request/graphqlBody.ts';
export { headerText } from './request/latin1.ts';
export { readHeadersOff, readSetting, SETTING_DEFAULTS } from './request/requestSettings.ts';
export type { SettingName } from './request/requestSettings.ts';
export {
  DYNAMIC_VARIABLES,
  isDynamicVariable,
  loadMissedDynamicVariables,
} from './variables/dynamic.ts';
export {
  findVariables,
  lookUp,
  resolveText,
  localVariableId,
  localVariables,
  rowsToScope,
  SCOPE_NAMES,
} from './variables/scopes.ts';
export type {
  Resolved,
  ScopedVariable,
  ScopeName,
  Scopes,
  VariableUse,
} from './variables/scopes.ts';
export {
  applyCollectionsPart,
  commitCollections,
  discardImport,
  encodeCollections,
  pendingImports,
} from './commands/importing.ts';
export type { EncodedCollections, Imported, ImportRest } from './commands/importing.ts';
