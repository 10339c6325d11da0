// Every npm script enters here: `run.mjs NAME [arguments]` starts build/NAME.ts. Plain JavaScript,
// so that a Node too old for the rest can still say so in one sentence.

const [name, ...rest] = process.argv.slice(2);
const nodeApi = Number(process.versions.napi ?? 0);

if (!process.features.typescript || nodeApi < 10) {
  console.error(
    `TaskLoom needs Node 24 (this is ${process.version}). Install it from nodejs.org, then run the command again.`,
  );
  process.exitCode = 1;
} else {
  const { main } = await import(`./${name}.ts`);
  process.exitCode = await main(rest);
}
