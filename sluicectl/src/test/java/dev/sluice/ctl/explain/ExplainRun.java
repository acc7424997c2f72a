package dev.sluice.ctl.explain;

import dev.sluice.ctl.manage.FailureHandler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** A run of the command {@code explain}. */
record ExplainRun(int code, String out) {
  static ExplainRun of(List<String> words) {
    StringWriter out = new StringWriter();
    CommandLine command =
        new CommandLine(new ExplainCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new FailureHandler())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out));
    int code = command.execute(words.toArray(String[]::new));
    return new ExplainRun(code, out.toString());
  }

  static ExplainRun of(String... words) {
    return of(List.of(words));
  }
}
