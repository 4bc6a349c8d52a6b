/** Pieces of script to start from. */
export interface Snippet {
  readonly label: string;
  readonly code: string;
}

const VARIABLES: readonly Snippet[] = [
  { label: 'Get a variable', code: "pm.variables.get('name');\n" },
  { label: 'Set an environment variable', code: "pm.environment.set('name', 'value');\n" },
  {
    label: 'Set a collection variable',
    code: "pm.collectionVariables.set('name', 'value');\n",
  },
  { label: 'Unset an environment variable', code: "pm.environment.unset('name');\n" },
];

/** By the kind of script. */
export const SNIPPETS: Readonly<Record<'prerequest' | 'test', readonly Snippet[]>> = {
  prerequest: [
    ...VARIABLES,
    {
      label: 'Send another request',
      code: "const response = await pm.sendRequest(pm.variables.get('url'));\nconsole.log(response.code);\n",
    },
    {
      label: 'Set a header',
      code: "pm.request.headers.upsert({ key: 'X-Name', value: 'value' });\n",
    },
    { label: 'Skip this request', code: 'pm.execution.skipRequest();\n' },
  ],
  test: [
    {
      label: 'Status is 200',
      code: "pm.test('status is 200', () => {\n  pm.response.to.have.status(200);\n});\n",
    },
    {
      label: 'JSON value',
      code: "pm.test('value', () => {\n  pm.expect(pm.response.json().name).to.eql('value');\n});\n",
    },
    {
      label: 'Response time',
      code: "pm.test('answers within 200 ms', () => {\n  pm.expect(pm.response.responseTime).to.be.below(200);\n});\n",
    },
    {
      label: 'Header is there',
      code: "pm.test('has a content type', () => {\n  pm.response.to.have.header('Content-Type');\n});\n",
    },
    {
      label: 'JSON schema',
      code: "pm.test('schema', () => {\n  pm.response.to.have.jsonSchema({ type: 'object', required: ['id'] });\n});\n",
    },
    {
      label: 'Keep a value of the answer',
      code: "pm.environment.set('token', pm.response.json().token);\n",
    },
    {
      label: 'Visualize',
      code: "pm.visualizer.set('<h1>{{title}}</h1>', { title: pm.info.requestName });\n",
    },
    { label: 'Next request of the run', code: "pm.execution.setNextRequest('name');\n" },
    ...VARIABLES,
  ],
};
