package dev.sluice.extproc.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedExchangeTest {
  @Test
  void backend_ofWeights_isThatOfTheCluster() {
    assertEquals(Optional.of("b-1"), exchange(200, "backend/b-1").backendId());
    assertEquals(Optional.of("b-1"), exchange(200, "failover/p-1/r-1/b-1").backendId());
    assertEquals(Optional.empty(), exchange(200, "sluice/extauthz").backendId());
    assertEquals(Optional.empty(), exchange(200, "").backendId());
  }

  @Test
  void backendStatus_fallbackServed_is503() {
    HTTPAccessLogEntry.Builder entry = entry(200, "failover/p-1/r-1/b-1");
    assertEquals(200, exchange(entry).backendStatus());
    entry.getResponseBuilder().putResponseHeaders("x-fallback", "true");
    assertEquals(503, exchange(entry).backendStatus());
  }

  private static LoggedExchange exchange(int status, String cluster) {
    return exchange(entry(status, cluster));
  }

  private static HTTPAccessLogEntry.Builder entry(int status, String cluster) {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.ended(status, "via_upstream");
    entry.getCommonPropertiesBuilder().putCustomTags("cluster", cluster);
    return entry;
  }

  private static LoggedExchange exchange(HTTPAccessLogEntry.Builder entry) {
    return LoggedExchange.ended(MessageConversion.entry(entry.build())).orElseThrow();
  }
}
