// show.mjs LEVEL SEED: one page as it is generated, for the eye.
import { fileURLToPath } from "node:url";
import { readZones } from "./article.mjs";
import { makePage } from "./page.mjs";

const zones = readZones(fileURLToPath(new URL("../../rules/words/zones.tsv", import.meta.url)));
const page = makePage(process.argv[3] ?? "1", Number(process.argv[2] ?? 4), zones);
process.stdout.write(page.text);
