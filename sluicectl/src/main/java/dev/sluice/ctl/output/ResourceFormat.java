package dev.sluice.ctl.output;

/** The output formats of resources. */
public enum ResourceFormat {
  TABLE,
  JSON,
  YAML,
  NAME
}
