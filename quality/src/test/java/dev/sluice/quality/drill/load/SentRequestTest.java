package dev.sluice.quality.drill.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentRequestTest {

  @ParameterizedTest
  @CsvSource({
    "200, 200, true",
    "401, 401 AUTH_INVALID_TOKEN, true",
    "503, 503 UPSTREAM_UNAVAILABLE, true",
    "200, cut, true",
    "0, cut, false",
    "503, 503 AUTHZ_UNAVAILABLE, false",
    "503, 503 DLP_UNAVAILABLE, false"
  })
  void isDecided_answers(int status, String outcome, boolean decided) {
    assertEquals(
        decided, new SentRequest(DrillCaller.PLAIN, "id", status, outcome, 0, 0).isDecided());
  }
}
