package dev.sluice.quality.contract;

import dev.sluice.e2e.stack.ManagementStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that sends generated requests to the management API and checks its answers. */
@Command(
    name = "api",
    description =
        "Requests of Schemathesis, generated from the OpenAPI document of the management API, as"
            + " users of each role.",
    mixinStandardHelpOptions = true)
public final class ContractCommand implements Callable<Integer> {
  private static final List<String> ROLES =
      List.of(
          "org-admin",
          "gateway-owner",
          "api-developer",
          "business-manager",
          "customer-admin",
          "api-consumer",
          "auditor",
          "system-admin");

  @Option(
      names = "--for",
      defaultValue = "60",
      description = "Seconds for each role (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Makes other requests (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--role", split = ",", description = "Checks these roles only.")
  private List<String> roles = ROLES;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("sluice-api-");
    boolean passed = true;
    System.out.printf("%-18s %8s %9s %5s%n", "role", "requests", "failures", "5xx");
    try (ManagementStack stack = new ManagementStack(folder, folder)) {
      stack.start();
      try (ContractRun run = ContractRun.start(stack, folder, roles, seconds, seed)) {
        for (int i = 0; i < roles.size(); i++) {
          RoleResult result = run.next();
          System.out.println(result.line());
          result.failures().forEach(failure -> System.out.println("  " + failure));
          passed &= result.passed();
        }
      }
    }
    System.out.println("Reports and logs are in " + folder);
    return passed ? 0 : 1;
  }
}
