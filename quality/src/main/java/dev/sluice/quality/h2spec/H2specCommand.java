package dev.sluice.quality.h2spec;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.quality.ResultOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that checks all HTTP/2 ports of the product with h2spec. */
@Command(
    name = "h2spec",
    description =
        "The cases of h2spec, a check of conformance to HTTP/2, against each port of the servers and"
            + " of Envoy. Needs Go, and Envoy.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "exit codes%n",
    exitCodeList = {
      "0:Each failed case has an explanation.",
      "1:A failed case has none, or a port speaks another protocol than it should.",
      "2:The options are wrong.",
      "3:Go, Envoy or a built module is absent."
    })
public final class H2specCommand implements Callable<Integer> {
  @Option(
      names = "--binary",
      description = "Runs this h2spec instead of the one that Go builds, such as a later release.")
  private @Nullable Path binary;

  @Mixin private ResultOption form = new ResultOption();

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("sluice-h2spec-");
    H2specProgram program = program(folder);
    try (PortsUnderTest ports = new PortsUnderTest(folder)) {
      ports.start();
      ConformanceReport report = new ConformanceReport(form.readable());
      for (TestedPort port : ports.open()) {
        report.add(check(program, port, port.number()));
      }
      SSLContext client = ports.client();
      // The controller is last, because the others connect to it without TLS.
      for (ServerKind kind :
          List.of(ServerKind.EXTAUTHZ, ServerKind.EXTPROC, ServerKind.CONTROLLER)) {
        TestedPort port = ports.secure(kind);
        try (MutualTlsBridge bridge = new MutualTlsBridge(client, port.number())) {
          report.add(check(program, port, bridge.port()));
        }
      }
      form.print(report::json);
      form.readable().println("Reports and logs are in " + folder);
      return report.passed() ? 0 : 1;
    }
  }

  private H2specProgram program(Path folder) {
    if (binary == null) {
      return H2specProgram.build(folder);
    }
    if (!Files.isExecutable(binary)) {
      throw new MissingPrerequisiteException(binary + " is not an executable file");
    }
    return new H2specProgram(binary.toAbsolutePath(), folder);
  }

  private static PortResult check(H2specProgram program, TestedPort port, int number)
      throws IOException {
    boolean http2 = port.tls() || Http2Probe.speaksHttp2(number);
    PortResult result = new PortResult(port, http2, http2 ? program.run(port, number) : List.of());
    return result.unexplained().isEmpty()
        ? result
        : result.withFailedAgain(program.runAgain(port, number, result.unexplained()));
  }
}
