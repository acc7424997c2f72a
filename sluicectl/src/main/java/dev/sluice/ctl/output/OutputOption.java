package dev.sluice.ctl.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option that selects text for people or JSON for programs. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private OutputFormat output = OutputFormat.TEXT;

  /** Writes the result in the selected format. */
  public void print(PrintWriter out, Supplier<List<String>> text, Supplier<String> json) {
    switch (output) {
      case TEXT -> text.get().forEach(out::println);
      case JSON -> out.println(json.get());
    }
    out.flush();
  }
}
