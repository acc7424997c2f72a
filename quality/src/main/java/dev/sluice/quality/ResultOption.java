package dev.sluice.quality;

import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option for the form of a result. */
public final class ResultOption {

  /** The form of a result. */
  enum Form {
    text,
    json
  }

  @Option(names = "-o", defaultValue = "text", description = "text or json.")
  private Form form = Form.text;

  /**
   * Returns the stream of the readable result: standard error if standard output has the document.
   */
  public PrintStream readable() {
    return form == Form.json ? System.err : System.out;
  }

  /** Prints the document if the form is JSON. */
  public void print(Supplier<String> document) {
    if (form == Form.json) {
      System.out.println(document.get());
    }
  }
}
