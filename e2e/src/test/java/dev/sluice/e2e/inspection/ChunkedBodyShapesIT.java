package dev.sluice.e2e.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of bodies in every format, which are masked equally for every chunking and encoding.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ChunkedBodyShapesIT {
  private static final int PLAIN_CUTS = Sweep.of(24, 120);
  private static final int CODED_CUTS = Sweep.of(8, 40);
  private static final int REQUEST_CUTS = Sweep.of(24, 60);
  private static final int LARGEST_CUT = 40;
  private static final int READERS = 8;

  private final ScriptedProduct site;

  ChunkedBodyShapesIT(TestEnvironment sluice) {
    site = new ScriptedProduct(sluice, "cut-shapes", "pre_and_incremental");
  }

  @AfterAll
  void close() {
    site.close();
  }

  static Stream<Arguments> answers() {
    return Stream.of(ResponseBodyShape.values())
        .flatMap(shape ->
            Stream.of(
                    HttpContentEncoding.IDENTITY,
                    HttpContentEncoding.GZIP,
                    HttpContentEncoding.BR,
                    HttpContentEncoding.ZSTD)
                .map(coding -> Arguments.of(shape, coding)));
  }

  @ParameterizedTest
  @MethodSource("answers")
  @Tag("N-01")
  @DisplayName("N-01 an answer in any shape, coding and cut is masked alike")
  void n01_answer(ResponseBodyShape shape, HttpContentEncoding coding) throws Exception {
    String body = new String(coding.encode(shape.body().getBytes(UTF_8)), ISO_8859_1);
    site.upstream()
        .respondEach(request ->
            new RawHttpUpstream.ScriptedResponse(
                shape.type(), coding.token(), cut(body, request.headers()), Map.of()));
    GatewayClient client = site.client().withHeader("Accept-Encoding", coding.token());
    int cuts = coding == HttpContentEncoding.IDENTITY ? PLAIN_CUTS : CODED_CUTS;
    Set<String> distinct =
        distinct(
            cuts,
            seed -> {
              GatewayResponse answer = client.withHeader("x-cut", Integer.toString(seed)).get("/");
              assertEquals(200, answer.status(), answer.body());
              return answer.body();
            });
    assertEquals(1, distinct.size(), () -> String.join("\n---\n", distinct));
    shape.assertMasked(distinct.iterator().next());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("N-01")
  @DisplayName("N-01 a request in any shape and cut reaches the upstream masked alike")
  void n01_request(RequestBodyShape shape) throws Exception {
    Map<String, String> seen = new ConcurrentHashMap<>();
    site.upstream()
        .respondEach(request -> {
          seen.put(request.headers().getOrDefault("x-cut", ""), request.text());
          return new RawHttpUpstream.ScriptedResponse("text/plain", List.of("ok"), Map.of());
        });
    Set<String> distinct =
        distinct(
            REQUEST_CUTS,
            seed -> {
              Map<String, String> headers =
                  Map.of(
                      "host", site.host(),
                      "content-type", shape.type(),
                      "x-cut", Integer.toString(seed));
              try (RawHttpCall call = site.call()) {
                call.openPost("/v1/completions", headers);
                cut(shape.body(), headers).forEach(call::sendChunk);
                RawHttpMessage answer = call.sendEnd(Map.of()).readResponse();
                assertEquals("200 ok", answer.status() + " " + answer.text());
              }
              return String.valueOf(seen.get(Integer.toString(seed)));
            });
    assertEquals(Set.of(shape.expected()), distinct);
  }

  @FunctionalInterface
  private interface Read {
    String read(int seed);
  }

  private static Set<String> distinct(int cuts, Read read) throws Exception {
    Set<String> distinct = new HashSet<>();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Callable<String>> reads =
          IntStream.range(0, cuts)
              .<Callable<String>>mapToObj(seed -> () -> read.read(seed))
              .toList();
      for (Future<String> answer : readers.invokeAll(reads)) {
        distinct.add(answer.get());
      }
    }
    return distinct;
  }

  /** Cuts a body: the first one not at all, half of the others once. */
  private static List<String> cut(String body, Map<String, String> headers) {
    int seed = Integer.parseInt(headers.getOrDefault("x-cut", "0"));
    if (seed == 0) {
      return List.of(body);
    }
    var random = new Random(seed);
    if (seed % 2 == 0) {
      int at = 1 + random.nextInt(body.length() - 1);
      return List.of(body.substring(0, at), body.substring(at));
    }
    List<String> chunks = new ArrayList<>();
    for (int at = 0; at < body.length(); ) {
      int end = Math.min(body.length(), at + 1 + random.nextInt(LARGEST_CUT));
      chunks.add(body.substring(at, end));
      at = end;
    }
    return chunks;
  }
}
