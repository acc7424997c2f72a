package dev.sluice.quality.h2spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortResultTest {
  private static final ConformanceCase PASSED =
      new ConformanceCase("generic/1/1", "Sends a preface", CaseOutcome.PASSED, "");
  private static final ConformanceCase EXPLAINED =
      new ConformanceCase("http2/8.1.2.3/2", "Omits :method", CaseOutcome.FAILED, "DATA Frame");
  private static final ConformanceCase UNEXPLAINED =
      new ConformanceCase("http2/4.2/1", "Sends a DATA frame", CaseOutcome.FAILED, "Timeout");

  @Test
  void passed_explainedFailure_isTrue() {
    PortResult result = result(PortKind.GRPC, true, PASSED, EXPLAINED);
    assertTrue(result.passed());
    assertEquals(1, result.count(CaseOutcome.FAILED));
  }

  @Test
  void passed_unexplainedFailure_isFalse() {
    assertFalse(result(PortKind.GRPC, true, PASSED, UNEXPLAINED).passed());
  }

  @Test
  void passed_explanationOfOtherKind_isFalse() {
    assertFalse(result(PortKind.ENVOY, true, EXPLAINED).passed());
  }

  @Test
  void passed_http2AtPortWithoutIt_isFalse() {
    assertFalse(result(PortKind.HTTP1, true, PASSED).passed());
    assertTrue(result(PortKind.HTTP1, false).passed());
  }

  @Test
  void passed_noHttp2AtGrpcPort_isFalse() {
    assertFalse(result(PortKind.GRPC, false).passed());
  }

  @Test
  void withFailedAgain_passedTheSecondTime_isPassed() {
    PortResult first = result(PortKind.GRPC, true, EXPLAINED, UNEXPLAINED);
    PortResult second = first.withFailedAgain(List.of());
    assertTrue(second.passed());
    assertEquals(List.of(EXPLAINED), second.failures());
  }

  @Test
  void withFailedAgain_failedTwice_isFailed() {
    PortResult first = result(PortKind.GRPC, true, EXPLAINED, UNEXPLAINED);
    assertEquals(first, first.withFailedAgain(List.of(UNEXPLAINED.title())));
  }

  private static PortResult result(PortKind kind, boolean http2, ConformanceCase... cases) {
    return new PortResult(new TestedPort("port", kind, 1, false), http2, List.of(cases));
  }
}
