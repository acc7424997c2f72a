package dev.sluice.e2e.demo;

import java.util.Arrays;
import java.util.Iterator;

/**
 * The options of the demo's command line.
 *
 * @param tour true to stop after the tour
 * @param json true to print the results of the tour as one JSON document
 */
record DemoOptions(boolean tour, boolean json, boolean help) {
  static final String USAGE =
      """
      usage: ./sluice demo [--tour] [-o json]

        --tour     ends after the tour: exit code 0, or 1 naming the step that failed
        -o json    the results as JSON on standard output, everything else on standard error

      Starts PostgreSQL, the three servers, Envoy and sample upstreams on 127.0.0.1, walks through
      what Sluice does, and stays up until Ctrl-C. Data, logs and configuration are in .sluice
      (SLUICE_HOME names another folder) and are used again next time.
      """;

  static DemoOptions parse(String[] arguments) {
    DemoOptions options = new DemoOptions(false, false, false);
    for (Iterator<String> words = Arrays.asList(arguments).iterator(); words.hasNext(); ) {
      String word = words.next();
      options =
          switch (word) {
            case "--tour" -> new DemoOptions(true, options.json, options.help);
            case "-h", "--help" -> new DemoOptions(options.tour, options.json, true);
            case "-o", "--output" -> options.withOutput(words);
            default -> throw new IllegalArgumentException("unknown option " + word);
          };
    }
    return options;
  }

  private DemoOptions withOutput(Iterator<String> words) {
    String form = words.hasNext() ? words.next() : "";
    return switch (form) {
      case "json" -> new DemoOptions(tour, true, help);
      case "text" -> new DemoOptions(tour, false, help);
      default -> throw new IllegalArgumentException("-o takes text or json");
    };
  }
}
