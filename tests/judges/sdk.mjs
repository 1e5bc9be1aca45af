// What the Open XML SDK says of each file named: a line of JSON, [[sentence, ...], ...].
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const { default: validate, ready } = await import(pathToFileURL(`${modules}/@ooxml-tools/validate/dist/npm/index.js`));
await ready();
const said = [];
for (const file of files) {
  try {
    const errors = await validate(await readFile(file), file.split(".").pop(), "Microsoft365");
    said.push(errors.map((each) => `${each.path.partUri}${each.path.xpath}: ${each.description}`));
  } catch (error) {
    said.push([String(error.message ?? error).split("\r\n").join(" ")]); // a file that it cannot even open
  }
}
console.log(JSON.stringify(said));
process.exit(0);
