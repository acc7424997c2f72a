package dev.sluice.quality;

import java.io.PrintStream;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** In which form a measurement prints what it found, for the commands that offer a choice. */
public final class ResultOption {

  /** The form of the result. */
  enum Form {
    text,
    json
  }

  @Option(names = "-o", defaultValue = "text", description = "text or json.")
  private Form form = Form.text;

  /** Where the readable result goes: beside the document, if there is one. */
  public PrintStream readable() {
    return form == Form.json ? System.err : System.out;
  }

  /** Prints the document, if it was asked for. */
  public void print(Supplier<String> document) {
    if (form == Form.json) {
      System.out.println(document.get());
    }
  }
}
