package dev.sluice.ctl.policytest.file;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.List;
import java.util.Optional;

/**
 * A case of a body, with what the rules must make of it.
 *
 * @param incremental true if the route asks for the inspection of streams
 */
public record BodyCase(
    String name,
    CasePlace place,
    BodyContent body,
    BodyDirection direction,
    ExchangeScope scope,
    boolean incremental,
    BodyExpectation expected)
    implements PolicyCase {
  /**
   * An expectation of a body.
   *
   * @param findings the ids of the rules of all findings; empty if they are not compared
   * @param actions the actions of all findings; empty if they are not compared
   */
  public record BodyExpectation(
      String verdict,
      Optional<String> rule,
      Optional<List<String>> findings,
      Optional<List<String>> actions,
      Optional<String> output,
      List<String> contains,
      List<String> omits) {
    public BodyExpectation {
      contains = List.copyOf(contains);
      omits = List.copyOf(omits);
    }
  }

  @Override
  public String section() {
    return "bodies";
  }
}
