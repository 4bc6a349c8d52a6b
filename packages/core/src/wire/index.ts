export { AppError } from '../AppError.ts';
export {
  agentErrorSchema,
  agentHelloSchema,
  agentSessionSchema,
  PAIRING_CONFIRM_PATH,
  PAIRING_PATH,
  pairingAskedSchema,
  pairingCodeSchema,
  type AgentError,
  type AgentHello,
  type AgentSession,
  type PairingAsked,
} from './agentHello.ts';
export {
  encodeBytesFrame,
  encodeEventFrame,
  EVENTS_CONTENT_TYPE,
  FrameDecoder,
  MAX_FRAME_BYTES,
  type WireErrorCode,
} from './frames.ts';
export {
  frameHeaders,
  REMOTE_VISUALIZER_FRAME_PATH,
  SCRIPT_FRAME_PATH,
  VISUALIZER_FRAME_PATH,
} from './framePolicies.ts';
export { AUTOMATIC_HEADERS, headerListSchema, type HeaderList } from './headers.ts';
export {
  authoritySchema,
  clientCertificateSchema,
  networkSchema,
  proxyServerSchema,
  type NetworkSettings,
  type PlacedCertificate,
  type ProxyRules,
  type ProxyServer,
} from './network.ts';
export {
  decodeSendStream,
  encodeSendHead,
  MAX_SEND_HEAD_BYTES,
  SEND_CONTENT_TYPE,
} from './sendBody.ts';
export {
  sendErrorCodeSchema,
  sendPhaseSchema,
  type SendErrorCode,
  type SendPhase,
} from './sendError.ts';
export {
  sendEventSchema,
  type ConnectionInfo,
  type CookiesEvent,
  type EndEvent,
  type ErrorEvent,
  type HeadEvent,
  type HopEvent,
  type SendEvent,
  type SendTimings,
  type TlsInfo,
} from './sendEvent.ts';
export { challengeAuthSchema, type ChallengeAuth } from './challengeAuth.ts';
export { sendRequestSchema, type SendRequest, type SendRequestInput } from './sendRequest.ts';
export { sendSettingsSchema, type SendSettings, type SendSettingsInput } from './sendSettings.ts';
export {
  decodeSocketFrame,
  encodeSocketControl,
  encodeSocketMessages,
  RELAY_PATH,
  RELAY_SUBPROTOCOL,
  RELAY_TOKEN_PREFIX,
  socketCommandSchema,
  socketEventSchema,
  type SocketCommand,
  type SocketConnect,
  type SocketEvent,
  type SocketHandshake,
  type SocketMessage,
  type SocketTarget,
} from './socketRelay.ts';
export { wireCookieSchema, type WireCookie, type WireCookieKey } from './wireCookie.ts';
export {
  acceptRequestSchema,
  acceptResponseSchema,
  auditListSchema,
  type AuditList,
  inviteRequestSchema,
  inviteResponseSchema,
  loginRequestSchema,
  loginResponseSchema,
  memberListSchema,
  memberRequestSchema,
  memberResponseSchema,
  memberSchema,
  meResponseSchema,
  passwordRequestSchema,
  passwordResponseSchema,
  roleSchema,
  sessionListSchema,
  sessionSchema,
  setupRequestSchema,
  SYNC_SUBPROTOCOL,
  TICKET_PREFIX,
  ticketResponseSchema,
  userSchema,
  workspaceErrorSchema,
  workspaceListSchema,
  workspaceRequestSchema,
  workspaceResponseSchema,
  workspaceSchema,
  type Role,
  type WorkspaceError,
  type WorkspaceInfo,
  type WorkspaceMember,
  type WorkspaceSession,
  type WorkspaceUser,
} from './workspace.ts';
