/** The text of a YAML file, put in by the bundler. */
declare module "*.yml" {
  const text: string;
  export default text;
}
