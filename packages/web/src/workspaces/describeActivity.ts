import type { AuditList } from '@scratchpad/core/wire';
import { workspaceWords } from './words.ts';

const { activity: words, roles, somebody } = workspaceWords;

type Entry = Omit<AuditList['entries'][number], 'at'>;

/** A line of the audit log as a sentence. What a newer server logs and this app does not know stands by its name. */
export function describeActivity(
  { action, userId, detail }: Entry,
  people: AuditList['people'],
): string {
  const nameOf = (id: string | null | undefined) => people[id ?? ''] ?? somebody;
  const roleOf = (role: string | undefined) =>
    (roles[role as keyof typeof roles] ?? role ?? '').toLowerCase();
  const who = nameOf(userId);
  switch (action) {
    case 'workspace-created':
      return words.created(who, detail['name'] ?? '');
    case 'workspace-renamed':
      return words.renamed(who, detail['name'] ?? '');
    case 'invite-created':
      return words.invited(who, roleOf(detail['role']));
    case 'invite-accepted':
      return words.joined(who, roleOf(detail['role']));
    case 'role-changed':
      return words.roleChanged(
        who,
        nameOf(detail['member']),
        roleOf(detail['from']),
        roleOf(detail['to']),
      );
    case 'member-removed':
      return detail['member'] === userId
        ? words.leftIt(who)
        : words.removedFrom(who, nameOf(detail['member']));
    case 'restored':
      return words.restored;
    case 'restore-ended':
      return words.restoreEnded;
    default:
      return words.other(who, action);
  }
}
