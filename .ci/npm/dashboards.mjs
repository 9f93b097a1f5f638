// SPDX-License-Identifier: Apache-2.0
// Compiles each dashboard as a constant of the type Dashboard of Grafana 11, 12 and 13, and the options of each panel as those of its
// kind. Arguments: the dashboards.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const here = path.dirname(new URL(import.meta.url).pathname);
const files = process.argv.slice(2);
let failed = false;

// The types as JSON has them: an enumeration's values are texts, and what has a default may be left out.
const AS_JSON = `type Json<T> = T extends string ? \`\${T}\` : T extends (infer U)[] ? readonly Json<U>[] : T extends object ? { [K in keyof T]?: Json<T[K]> } : T;`;

for (const version of [11, 12, 13]) {
  const schema = `grafana-schema-${version}`;
  const kinds = `${here}/node_modules/${schema}/dist/esm/raw/composable`;
  const sources = files.map((file) => {
    const dashboard = JSON.parse(fs.readFileSync(file, 'utf8'));
    // Variables and annotations hold keys of their data source, which the type does not know: they are compared as constants of their own.
    const { annotations, templating, ...others } = dashboard;
    const lines = [
      `import type { Dashboard } from '${schema}';`,
      AS_JSON,
      `const annotations = ${JSON.stringify(annotations, null, 2)} as const;`,
      `const templating = ${JSON.stringify(templating, null, 2)} as const;`,
      `export const dashboard: Json<Dashboard> = { annotations, templating };`,
      `export const others: Json<Dashboard> = ${JSON.stringify(others, null, 2)};`,
    ];
    const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter((panel) => panel.type !== 'row');
    for (const kind of new Set(panels.map((panel) => panel.type))) {
      const folder = kind.replaceAll('-', '');
      const name = fs.readdirSync(`${kinds}/${folder}/panelcfg/x`).find((each) => each.endsWith('PanelCfg_types.gen.d.ts'));
      lines.push(`import type { Options as ${folder} } from './node_modules/${schema}/dist/esm/raw/composable/${folder}/panelcfg/x/${name.replace('.d.ts', '')}';`);
    }
    for (const panel of panels) lines.push(`export const options${panel.id}: Json<${panel.type.replaceAll('-', '')}> = ${JSON.stringify(panel.options, null, 2)};`);
    const source = `${here}/${path.basename(file, '.json').replace(/\W/g, '_')}_${version}.ts`;
    fs.writeFileSync(source, lines.join('\n'));
    return source;
  });
  const program = ts.createProgram(sources, {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const found = ts.getPreEmitDiagnostics(program);
  for (const each of found.slice(0, 20)) {
    const at = each.file ? `${path.basename(each.file.fileName)}:${each.file.getLineAndCharacterOfPosition(each.start).line + 1}: ` : '';
    console.log(at + ts.flattenDiagnosticMessageText(each.messageText, ' ').slice(0, 300));
  }
  failed ||= found.length > 0;
  console.log(`dashboards: ${files.length} against @grafana/schema ${version}: ${found.length > 0 ? 'WRONG' : 'ok'}`);
}
process.exit(failed ? 1 : 0);
