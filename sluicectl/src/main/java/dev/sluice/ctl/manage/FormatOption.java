package dev.sluice.ctl.manage;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option that selects the format of resources. */
final class FormatOption {
  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "table, json, yaml or name (default: ${DEFAULT-VALUE}).")
  private ResourceFormat format = ResourceFormat.TABLE;

  boolean isName() {
    return format == ResourceFormat.NAME;
  }

  boolean isTable() {
    return format == ResourceFormat.TABLE;
  }

  ResourcePrinter printer(PrintWriter out) {
    return new ResourcePrinter(out, format);
  }
}
