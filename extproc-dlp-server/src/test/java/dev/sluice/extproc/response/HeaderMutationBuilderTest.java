package dev.sluice.extproc.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderMutationBuilderTest {
  @Test
  void build_unchangedHeaders_areLeftOut() throws Exception {
    Map<String, String> wished =
        Map.of(
            "accept-encoding", "gzip, br", "cache-control", "no-cache", "x-accel-buffering", "no");
    assertEquals(HeaderMutation.getDefaultInstance(), all(wished));
  }

  @Test
  void build_changedHeaders_replacesAndRemoves() throws Exception {
    HeaderMutation mutation =
        all(
            Map.of(
                "accept-encoding", "zz",
                "cache-control", "max-age=60, no-cache",
                "range", "bytes=0-9",
                "content-length", "0",
                "content-md5", "x"));
    assertEquals(
        List.of("range", "content-length", "content-md5"), mutation.getRemoveHeadersList());
    assertEquals(
        List.of("accept-encoding: gzip, br", "cache-control: no-cache", "x-accel-buffering: no"),
        mutation.getSetHeadersList().stream().map(HeaderMutationBuilderTest::line).toList());
  }

  private static HeaderMutation all(Map<String, String> headers) throws Exception {
    HeaderMutationBuilder changes =
        new HeaderMutationBuilder(name -> headers.getOrDefault(name, ""));
    changes.removeRange();
    changes.setAcceptEncoding("gzip, br");
    changes.removeContentLength();
    changes.removeDigests();
    changes.disableStreamBuffering();
    return HeaderMutation.parseFrom(changes.build());
  }

  private static String line(HeaderValueOption set) {
    HeaderValue header = set.getHeader();
    return header.getKey() + ": " + header.getRawValue().toStringUtf8();
  }
}
