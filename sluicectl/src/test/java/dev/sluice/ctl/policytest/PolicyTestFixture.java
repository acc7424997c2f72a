package dev.sluice.ctl.policytest;

import dev.sluice.ctl.manage.FailureHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** A folder with policies and tests, and the command that runs them. */
final class PolicyTestFixture {
  private final Path folder;
  private final StringWriter out = new StringWriter();

  PolicyTestFixture(Path folder) {
    this.folder = folder;
  }

  /** Writes a policy file with a spec. */
  PolicyTestFixture policy(String name, String kind, String spec) throws IOException {
    String head =
        """
        apiVersion: sluice.dev/v1
        kind: %s
        metadata: {name: test, version: '1'}
        spec:
        """
            .formatted(kind);
    Files.writeString(folder.resolve(name), head + spec.indent(2));
    return this;
  }

  /** Writes a file with texts. */
  PolicyTestFixture file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return this;
  }

  /** Writes the test file {@code a.test.yaml} of some policies. */
  PolicyTestFixture test(String policies, String spec) throws IOException {
    return policy("a.test.yaml", "PolicyTest", "policies: [" + policies + "]\n" + spec);
  }

  /** Runs the command on the folder; returns its exit code. */
  int run(String... options) {
    out.getBuffer().setLength(0);
    CommandLine command =
        new CommandLine(new PolicyTestCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new FailureHandler())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out));
    String[] words = Arrays.copyOf(options, options.length + 1);
    words[options.length] = folder.toString();
    return command.execute(words);
  }

  /** Returns what the command printed, without the folder. */
  String said() {
    return out.toString().replace(folder + "/", "");
  }
}
