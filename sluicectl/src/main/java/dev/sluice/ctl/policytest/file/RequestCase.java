package dev.sluice.ctl.policytest.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case of a request, with the decision that is expected.
 *
 * @param caller the caller whose token the request has; empty for none
 * @param route the route that Envoy names; empty if the server must find it
 */
public record RequestCase(
    String name,
    CasePlace place,
    Optional<TestCaller> caller,
    String method,
    String host,
    String path,
    Map<String, String> headers,
    String address,
    String principal,
    Optional<String> route,
    DecisionExpectation expected)
    implements PolicyCase {
  public RequestCase {
    headers = Map.copyOf(headers);
  }

  /** An expectation of a decision. Empty members are not compared. */
  public record DecisionExpectation(
      boolean allowed,
      Optional<String> code,
      Optional<String> rule,
      Optional<String> route,
      Optional<List<String>> shadow,
      Map<String, String> sets,
      List<String> removes,
      List<String> keeps) {
    public DecisionExpectation {
      sets = Map.copyOf(sets);
      removes = List.copyOf(removes);
      keeps = List.copyOf(keeps);
    }
  }

  @Override
  public String section() {
    return "requests";
  }
}
