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

  /** Returns why a failure is no defect of the product; empty if nothing explains it. */
  String explanation(ConformanceCase failure) {
    return ExplainedFailures.of(port.kind(), failure.id());
  }

  /** Returns whether the port is as it should be: each failure has an explanation. */
  boolean passed() {
    return http2 == (port.kind() != PortKind.HTTP1)
        && failures().stream().noneMatch(failure -> explanation(failure).isEmpty());
  }
}
