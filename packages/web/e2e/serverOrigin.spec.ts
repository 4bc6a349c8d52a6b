/** The app as a workspace server serves it: set up there, sending by the browser, then by a paired agent. */
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './fixtures.ts';
import { fillField } from './steps.ts';
import { createWorkspace, dialog, fillPerson, test } from './workspaceSteps.ts';

const responseOf = (page: Page) => page.getByRole('region', { name: 'Response', exact: true });
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const agentButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('set up on its own origin; an agent is paired by its code, sends, and is let go again', async ({
  page,
  server,
  agent,
  api,
}) => {
  test.slow();
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(server.setupUrl);
  await fillPerson(page, 'Mina Park');
  await page.getByRole('button', { name: 'Set up and log in' }).click();
  await createWorkspace(page, 'Orders team');
  expect(new URL(page.url()).origin).toBe(server.url);

  // The browser sends, and says what it cannot do.
  await page.keyboard.press('Alt+n');
  await fillField(page.getByRole('textbox', { name: 'Request URL' }), `${api.url}/orders`);
  await send(page);
  await expect(responseOf(page)).toContainText(/CORS/);
  await agentButton(page, 'No agent').click();
  await expect(page.getByText('A workspace server serves this page')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pair with an agent' }).click();

  // Wrong addresses say so.
  const pairing = dialog(page, 'Pair with an agent');
  const address = page.getByLabel('Address of the agent');
  const ask = page.getByRole('button', { name: 'Ask for a code' });
  await address.fill('agent.example');
  await ask.click();
  await expect(pairing.getByRole('alert')).toContainText('127.0.0.1 or localhost');
  await address.fill('127.0.0.1:9');
  await ask.click();
  await expect(pairing.getByRole('alert')).toContainText('Nothing answers at http://127.0.0.1:9');
  await address.fill(agent.url.replace('http://', ''));
  await ask.click();
  await expect(page.getByText('shows a code in its terminal')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Code' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Code' }).fill('2222-2222');
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await expect(pairing.getByRole('alert')).toContainText('Tries left: 4');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Code' }).fill(agent.codes.at(-1) ?? '');
  await page.keyboard.press('Enter');
  await expect(agentButton(page, 'Agent connected')).toBeVisible();

  // What the browser kept from the page, the agent reads. A reload and a new start of the agent change nothing.
  await send(page);
  await expect(responseOf(page)).toContainText('ord_2');
  await page.reload();
  await expect(agentButton(page, 'Agent connected')).toBeVisible();
  await agent.stop();
  await send(page);
  await expect(agentButton(page, 'No agent')).toBeVisible();
  await agentButton(page, 'No agent').click();
  await expect(page.getByText(`paired with the agent at ${agent.url}`)).toBeVisible();
  await agent.start();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(agentButton(page, 'Agent connected')).toBeVisible();
  await send(page);
  await expect(responseOf(page)).toContainText('ord_2');

  // Let go: the agent knows the page no longer.
  await agentButton(page, 'Agent connected').click();
  await page.getByRole('button', { name: 'End the pairing' }).click();
  await expect(agentButton(page, 'No agent')).toBeVisible();
  await send(page);
  await expect(responseOf(page)).toContainText(/CORS/);
  const answer = await fetch(`${agent.url}/api/agent/hello`, { headers: { Origin: server.url } });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(errors).toEqual([]);
});
