// protocol/openapi.yaml as a judge: which operation a request means, and validators of its bodies and headers.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const verbs = ['get', 'post', 'put', 'patch', 'delete'];

/** The document, read by the reader that also builds it into the relay. */
export function readDocument(root) {
  const script = 'import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), sys.stdout)';
  return JSON.parse(execFileSync('python3', ['-c', script, join(root, 'protocol/openapi.yaml')], { encoding: 'utf8', maxBuffer: 1 << 26 }));
}

/** Objects say all their members: what the document does not name must not come. Parts of an allOf or oneOf stay open; the whole is closed. */
export function close(schema, part = false, opened = new Set()) {
  if (Array.isArray(schema)) return schema.map((one) => close(one, part, opened));
  if (schema === null || typeof schema !== 'object') return schema;
  const closed = {};
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') {
      closed[name] = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, close(inner, false, opened)]));
    } else if (name === 'allOf' || name === 'oneOf' || name === 'anyOf') {
      const whole = Boolean(schema.properties) || name === 'allOf';
      closed[name] = value.map((one) => close(one, whole, opened));
    } else {
      closed[name] = ['items', 'additionalProperties', 'not'].includes(name) ? close(value, false, opened) : value;
    }
  }
  const says = schema.properties !== undefined || schema.allOf !== undefined;
  if (!part && says && !('additionalProperties' in schema)) closed.unevaluatedProperties = false;
  return closed;
}

/** Names of components that stand in an allOf: they are parts, wherever they stand. */
function parts(node, found = new Set()) {
  if (Array.isArray(node)) for (const one of node) parts(one, found);
  else if (node && typeof node === 'object') {
    for (const one of node.allOf ?? []) if (one.$ref) found.add(one.$ref.split('/').at(-1));
    for (const value of Object.values(node)) parts(value, found);
  }
  return found;
}

export class Contract {
  constructor(root, document = readDocument(root)) {
    const Ajv = createRequire(join(root, 'web/package.json'))('ajv/dist/2020').default;
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
    this.ajv = new Ajv({ strict: false, allErrors: false, formats: { uuid, uri: true, email: true, 'date-time': true } });
    const open = parts(document);
    const schemas = Object.fromEntries(Object.entries(document.components.schemas).map(([name, schema]) => [name, close(schema, open.has(name))]));
    this.document = { ...document, components: { ...document.components, schemas } };
    this.ajv.addSchema({ $id: 'doc', components: { schemas } });
    this.validators = new Map();
    this.operations = [];
    for (const [path, item] of Object.entries(document.paths)) {
      const pattern = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
      for (const verb of verbs) {
        if (item[verb]) this.operations.push({ verb, path, pattern, operation: item[verb], parameters: item.parameters ?? [], seen: 0 });
      }
    }
    // A path without a parameter goes before one with: /a/b is not /a/{id}.
    this.operations.sort((one, other) => one.path.split('{').length - other.path.split('{').length);
  }

  /** {operation} or, for a path whose verb is not offered, {wrongVerb: true}; {} for an unknown path. */
  find(verb, target) {
    const path = decodeURIComponent(target.split('?')[0]);
    const asked = verb === 'HEAD' ? 'get' : verb.toLowerCase();
    const fitting = this.operations.filter((one) => one.pattern.test(path));
    return { operation: fitting.find((one) => one.verb === asked), wrongVerb: fitting.length > 0 };
  }

  resolve(node) {
    return node?.$ref ? node.$ref.slice(2).split('/').reduce((at, name) => at[name], this.document) : node;
  }

  /** What is wrong with the value, or ''. */
  check(schema, value) {
    const key = JSON.stringify(schema);
    if (!this.validators.has(key)) {
      const inside = JSON.parse(JSON.stringify(close(schema)).replaceAll('"#/components/', '"doc#/components/'));
      this.validators.set(key, this.ajv.compile(inside));
    }
    const validate = this.validators.get(key);
    if (validate(value)) return '';
    const [first] = validate.errors;
    return `${first.instancePath || '/'} ${first.message} ${JSON.stringify(first.params)}`;
  }
}
