package dev.sluice.quality.h2spec;

import java.util.List;

/**
 * The result of a port.
 *
 * @param http2 whether the port speaks HTTP/2; without it there are no cases
 */
record PortResult(TestedPort port, boolean http2, List<ConformanceCase> cases) {
  PortResult {
    cases = List.copyOf(cases);
  }

  long count(CaseOutcome outcome) {
    return cases.stream().filter(each -> each.outcome() == outcome).count();
  }

  List<ConformanceCase> failures() {
    return cases.stream().filter(ConformanceCase::failed).toList();
  }

  /** Returns the known reason for a failure; empty if there is none, so that it may be a defect. */
  String explanation(ConformanceCase failure) {
    return ExplainedFailures.of(port.kind(), failure.id());
  }

  /** Returns the failures that nothing explains. */
  List<ConformanceCase> unexplained() {
    return failures().stream().filter(failure -> explanation(failure).isEmpty()).toList();
  }

  /** Returns this result, in which unexplained failures passed unless their titles are named. */
  PortResult withFailedAgain(List<String> titles) {
    List<ConformanceCase> settled =
        cases.stream()
            .map(each ->
                unexplained().contains(each) && !titles.contains(each.title())
                    ? new ConformanceCase(each.id(), each.title(), CaseOutcome.PASSED, "")
                    : each)
            .toList();
    return new PortResult(port, http2, settled);
  }

  /** Returns whether the port is as it should be: each failure has an explanation. */
  boolean passed() {
    return http2 == (port.kind() != PortKind.HTTP1) && unexplained().isEmpty();
  }
}
