/** Loads what lies in node_modules; says in two lines what to do where it is not there. */
export async function orSayMissing(load) {
  try {
    return await load()
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error
    console.error(
      `node_modules 不完整（${error.message.split('\n')[0]}）。请先运行 npm ci，再启动。\nnode_modules is not complete. Run npm ci first, then start again.`,
    )
    process.exit(1)
  }
}
