package dev.sluice.ctl.policytest.file;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A test file.
 *
 * @param policies the policy files under test
 * @param now the time of every request
 * @param environment the environment of requests whose route names none
 * @param publishes the publishes besides the routes of the policy file
 */
public record PolicyTestFile(
    Path file,
    List<Path> policies,
    Instant now,
    String environment,
    List<TestPublish> publishes,
    List<PolicyCase> cases) {
  public PolicyTestFile {
    policies = List.copyOf(policies);
    publishes = List.copyOf(publishes);
    cases = List.copyOf(cases);
  }
}
