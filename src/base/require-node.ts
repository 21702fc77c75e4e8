// Imported first by every entry. Without it an old Node fails later with a riddle: a missing
// bundled binary silently means the system's Node.
const NODE_MAJOR = 26;

if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) {
  throw new Error(
    `数籍需要 Node ${NODE_MAJOR} 或更高版本，当前为 ${process.versions.node}；请用 bin/shuji.mjs 启动，它会带上合适的 Node。 ` +
      `Shuji needs Node ${NODE_MAJOR} or later, this is ${process.versions.node}; start it through bin/shuji.mjs, which brings its own.`,
  );
}
