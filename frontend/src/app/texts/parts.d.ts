declare module "texts:first" {
  const texts: Record<string, string>;
  export default texts;
}

declare module "texts:rest" {
  const texts: Record<string, string>;
  export default texts;
}
