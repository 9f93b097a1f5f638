// SPDX-License-Identifier: Apache-2.0
// What a compiler would refuse, as far as it can be seen without the types of Azure's resources: syntax, names that nothing declares,
// modules that are not there, their parameters and outputs, parameter files. Also what nobody uses. Arguments: the files.
import { Language, Parser } from 'web-tree-sitter';
import fs from 'node:fs';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(`${here}/node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm`));

const DECLARATIONS = ['parameter_declaration', 'variable_declaration', 'resource_declaration', 'module_declaration', 'type_declaration'];
const KNOWN = new Set(['az', 'sys', 'string', 'int', 'bool', 'object', 'array']);
const parsed = new Map();
const problems = [];

function* all(node) {
  yield node;
  for (const child of node.namedChildren) yield* all(child);
}
const line = (node) => node.startPosition.row + 1;
const text = (node) => node.text.replace(/^'|'$/g, '');

function load(file) {
  if (!parsed.has(file)) {
    // The grammar does not know parameter files: there "param x = 1" is what "var x = 1" is elsewhere.
    const source = fs.readFileSync(file, 'utf8');
    const tree = parser.parse(file.endsWith('.bicepparam') ? source.replace(/^using .*$/m, '').replace(/^param /gm, 'var ') : source);
    parsed.set(file, describe(file, tree.rootNode, source));
  }
  return parsed.get(file);
}

function describe(file, root, source) {
  const it = { file, root, source, names: new Map(), parameters: new Map(), outputs: new Set(), modules: [], imports: [], exports: new Set() };
  let exported = false;
  for (const node of root.namedChildren) {
    const name = node.namedChildren.find((child) => child.type === 'identifier')?.text;
    if (DECLARATIONS.includes(node.type)) it.names.set(name, node);
    if (node.type === 'user_defined_function') it.names.set(name, node);
    if (node.type === 'parameter_declaration') it.parameters.set(name, node.namedChildren.length > 2);
    if (node.type === 'output_declaration') it.outputs.add(name);
    if (node.type === 'module_declaration') it.modules.push(node);
    if (node.type === 'import_functionality') {
      const from = node.namedChildren.find((child) => child.type === 'string');
      for (const child of node.namedChildren.filter((each) => each.type === 'identifier')) {
        it.imports.push({ name: child.text, from: text(from), node });
        it.names.set(child.text, node);
      }
    }
    if (exported) it.exports.add(name);
    exported = node.type === 'decorators' && node.text.includes('@export()');
  }
  return it;
}

// Names that an expression uses, without those that its lambdas, loops and function parameters give it.
function uses(node, local, found) {
  const type = node.type;
  let children = node.namedChildren;
  if (type === 'identifier') {
    if (!local.has(node.text)) found.push(node);
    return;
  }
  if (['type', 'decorators', 'import_functionality', 'property_identifier', 'parameters'].includes(type)) {
    if (type === 'type') for (const each of all(node)) if (each.type === 'identifier') found.push(each);
    return;
  }
  if (type === 'lambda_expression') {
    local = new Set([...local, ...children.slice(0, -1).flatMap((each) => [...all(each)].filter((n) => n.type === 'identifier').map((n) => n.text))]);
    children = children.slice(-1);
  } else if (type === 'for_statement') {
    const variables = children[0].type === 'for_loop_parameters' ? children[0].namedChildren : [children[0]];
    local = new Set([...local, ...variables.map((each) => each.text)]);
    uses(children[1], local, found);
    children = children.slice(2);
  } else if (type === 'user_defined_function') {
    const parameters = children.find((each) => each.type === 'parameters');
    local = new Set([...local, ...parameters.namedChildren.map((each) => each.namedChildren[0].text)]);
    children = children.slice(1);
  } else if (type === 'object_property') {
    children = children[0].type === 'identifier' ? children.slice(1) : children;
  } else if (type === 'call_expression') {
    children = children[0].type === 'identifier' ? children.slice(1) : children;
    const called = node.namedChildren[0];
    if (called.type === 'identifier') found.push(called);
  } else if (type === 'resource_expression') {
    children = children.slice(0, 1);
  } else if (type.endsWith('_declaration')) {
    children = children.filter((each, i) => i > 0 || each.type !== 'identifier');
    // Nested resources are named inside their parent.
    local = new Set([...local, ...[...all(node)].filter((n) => n !== node && n.type === 'resource_declaration').map((n) => n.namedChildren[0].text)]);
  }
  for (const child of children) uses(child, local, found);
}

const FUNCTIONS = new Set(
  ('cidrSubnet concat contains deployer empty guid join json length loadTextContent map range readEnvironmentVariable replace resourceGroup resourceId string subscription ' +
    'subscriptionResourceId take uniqueString utcNow').split(' '),
);

function checkNames(it) {
  const found = [];
  for (const node of it.root.namedChildren) uses(node, new Set(), found);
  for (const node of found) {
    const name = node.text;
    if (!it.names.has(name) && !KNOWN.has(name) && !FUNCTIONS.has(name)) problems.push(`${it.file}:${line(node)}: nothing declares ${name}`);
  }
  const used = new Set(found.map((node) => node.text));
  for (const [name, node] of it.names) {
    const declares = ['parameter_declaration', 'variable_declaration', 'import_functionality'].includes(node.type);
    if (declares && !used.has(name) && !it.exports.has(name) && it.file.endsWith('.bicep')) problems.push(`${it.file}:${line(node)}: nobody uses ${name}`);
  }
}

const property = (object, key) => object?.namedChildren.find((each) => each.type === 'object_property' && each.namedChildren[0].text === key)?.namedChildren[1];

function checkModules(it) {
  const outputs = new Map();
  for (const node of it.modules) {
    const file = path.join(path.dirname(it.file), text(node.namedChildren[1]));
    if (!fs.existsSync(file)) {
      problems.push(`${it.file}:${line(node)}: there is no ${file}`);
      continue;
    }
    const module = load(file);
    outputs.set(node.namedChildren[0].text, module.outputs);
    const body = [...all(node)].find((each) => each.type === 'object');
    const given = new Set((property(body, 'params')?.namedChildren ?? []).filter((each) => each.type === 'object_property').map((each) => each.namedChildren[0].text));
    for (const name of given) if (!module.parameters.has(name)) problems.push(`${it.file}:${line(node)}: ${file} has no parameter ${name}`);
    for (const [name, optional] of module.parameters) if (!optional && !given.has(name)) problems.push(`${it.file}:${line(node)}: ${file} needs ${name}`);
  }
  for (const [, module, output] of it.source.matchAll(/\b(\w+)!?\.outputs\.(\w+)/g)) {
    if (!outputs.get(module)?.has(output)) problems.push(`${it.file}: module ${module} has no output ${output}`);
  }
  for (const { name, from, node } of it.imports) {
    const file = path.join(path.dirname(it.file), from);
    if (!fs.existsSync(file) || !load(file).exports.has(name)) problems.push(`${it.file}:${line(node)}: ${file} exports no ${name}`);
  }
}

function checkParameterFile(it) {
  const template = path.join(path.dirname(it.file), it.source.match(/^using '(.*)'$/m)[1]);
  const { parameters } = load(template);
  const given = new Set([...it.source.matchAll(/^param (\w+)/gm)].map((each) => each[1]));
  for (const name of given) if (!parameters.has(name)) problems.push(`${it.file}: ${template} has no parameter ${name}`);
  for (const [name, optional] of parameters) if (!optional && !given.has(name)) problems.push(`${it.file}: ${template} needs ${name}`);
}

for (const file of process.argv.slice(2)) {
  const it = load(file);
  for (const node of all(it.root)) if (node.isError || node.isMissing) problems.push(`${file}:${line(node)}: cannot be read: ${node.text.slice(0, 60)}`);
  checkNames(it);
  checkModules(it);
  if (file.endsWith('.bicepparam')) checkParameterFile(it);
  for (const [, name] of it.source.matchAll(/loadTextContent\('([^']+)'\)/g)) {
    if (!fs.existsSync(path.join(path.dirname(file), name))) problems.push(`${file}: there is no ${name}`);
  }
}
if (problems.length > 0) {
  console.log(problems.join('\n'));
  process.exit(1);
}
console.log(`Bicep: ${process.argv.length - 2} files ok`);
