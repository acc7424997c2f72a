package dev.sluice.ctl.manage;

/** The output formats of resources. */
enum ResourceFormat {
  TABLE,
  JSON,
  YAML,
  NAME
}
