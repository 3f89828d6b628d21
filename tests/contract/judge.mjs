// One recorded answer against the document: status, headers, body; and the request, when the relay took it.

function jsonOf(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {};
  }
}

/** A header is text: it becomes the kind its schema asks for. */
function headerValue(schema, text) {
  return ['integer', 'number'].includes(schema?.type) && text !== '' ? Number(text) : text;
}

function judgeBody(contract, response, line) {
  const content = contract.resolve(response).content;
  const type = (line.headers['content-type'] ?? '').split(';')[0];
  if (!content) return line.body === '' ? '' : `a body where the document has none: ${line.body.slice(0, 100)}`;
  if (line.verb === 'HEAD' || line.status === 304) return line.body === '' ? '' : 'a body where none may be';
  if (!content[type]) return `content type "${type}" is not in the document`;
  if (!/json$/.test(type)) return '';
  const { value } = jsonOf(line.body);
  if (value === undefined) return `not JSON: ${line.body.slice(0, 100)}`;
  return content[type].schema ? contract.check(content[type].schema, value) : '';
}

function judgeHeaders(contract, response, line) {
  for (const [name, one] of Object.entries(contract.resolve(response).headers ?? {})) {
    const header = contract.resolve(one);
    const text = line.headers[name.toLowerCase()];
    if (text === undefined && header.required) return `header ${name} is missing`;
    if (text === undefined) continue;
    const wrong = contract.check(header.schema, headerValue(header.schema, text));
    if (wrong) return `header ${name}: ${wrong}`;
  }
  return '';
}

function judgeQuery(contract, found, line) {
  const query = new URLSearchParams(line.path.split('?')[1] ?? '');
  const known = [...found.parameters, ...(found.operation.parameters ?? [])].map((one) => contract.resolve(one));
  for (const [name, text] of query) {
    const parameter = known.find((one) => one.in === 'query' && one.name === name);
    if (!parameter) return `query parameter ${name} is not in the document`;
    const schema = contract.resolve(parameter.schema);
    const wrong = contract.check(parameter.schema, headerValue(schema, text));
    if (wrong) return `query parameter ${name}: ${wrong}`;
  }
  for (const parameter of known) {
    const given = parameter.in === 'query' ? query.get(parameter.name) : parameter.in === 'header' ? line.sent[parameter.name.toLowerCase()] : '';
    // Who comes with a token of its own needs no proof that our page asked.
    const free = parameter.name === 'X-SignalOS-CSRF' && line.sent.authorization;
    if (parameter.required && !free && (given === undefined || given === null)) return `parameter ${parameter.name} is missing`;
  }
  return '';
}

function judgeRequest(contract, found, line) {
  const wrong = judgeQuery(contract, found, line);
  if (wrong) return wrong;
  const body = contract.resolve(found.operation.requestBody);
  if (!line.request) return body?.required ? 'no body, although one is required' : '';
  if (!body) return found.verb === 'delete' || line.request === '{}' ? '' : 'a body where the document has none';
  const schema = body.content['application/json']?.schema;
  const { value } = jsonOf(line.request);
  return schema ? contract.check(schema, value) : '';
}

/** {wrong: what does not fit, or '', route: verb and path or ''}. */
export function judge(contract, line) {
  const { operation: found, wrongVerb } = contract.find(line.verb, line.path);
  if (!found) {
    const fits = line.status === (wrongVerb ? 405 : 404) || line.status === 400 || line.status === 429;
    if (!fits) return { wrong: `status ${line.status} of a route that the document does not have`, route: '' };
    const problem = contract.document.components.responses.Problem;
    return { wrong: line.verb === 'HEAD' ? '' : judgeBody(contract, problem, line), route: '' };
  }
  const route = `${found.verb.toUpperCase()} ${found.path}`;
  const named = found.operation.responses[String(line.status)];
  const response = named ?? (line.status >= 400 ? found.operation.responses.default : undefined);
  if (!response) return { wrong: `status ${line.status} is not in the document`, route };
  const answer = judgeHeaders(contract, response, line) || judgeBody(contract, response, line);
  if (answer) return { wrong: `answer: ${answer}`, route };
  if (named && line.status !== 401) found.seen++;
  const request = line.status < 300 ? judgeRequest(contract, found, line) : '';
  return { wrong: request && `request: ${request}`, route };
}
