package dev.sluice.ctl.output;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option that selects the format of resources. */
public final class FormatOption {
  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "table, json, yaml or name (default: ${DEFAULT-VALUE}).")
  private ResourceFormat format = ResourceFormat.TABLE;

  public boolean isName() {
    return format == ResourceFormat.NAME;
  }

  public boolean isTable() {
    return format == ResourceFormat.TABLE;
  }

  public ResourcePrinter printer(PrintWriter out) {
    return new ResourcePrinter(out, format);
  }
}
