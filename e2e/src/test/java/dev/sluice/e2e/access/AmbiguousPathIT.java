package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.raw.RawHttp2Request;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The tests of ambiguous request paths. The upstream serves every path, of which some need the
 * developer or admin level. A request that reaches it was authorized for the path that it sees.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class AmbiguousPathIT {
  private static final String SITE = "tricks";
  private static final String HOST = SITE + ".dev.local.api.example.com";
  private static final String FENCE = "/fence";
  private static final List<String> PROTECTED = List.of("/v1/agent", "/v1/rag/index");

  private final TestEnvironment sluice;
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final Queue<RawHttpMessage> reached = new ConcurrentLinkedQueue<>();
  private final ProviderTenant provider;
  private final String viewer;
  private final String stranger;

  AmbiguousPathIT(TestEnvironment sluice) {
    this.sluice = sluice;
    viewer = "Bearer " + sluice.stack().issuer().token("viewer");
    stranger = "Bearer " + sluice.stack().issuer().forgedToken();
    upstream.respondEach(request -> {
      reached.add(request);
      return new RawHttpUpstream.ScriptedResponse(
          "text/plain", List.of("path " + target(request)), Map.of());
    });
    provider =
        sluice
            .newProvider(SITE)
            .addProduct(SITE, upstream.port())
            .publishProduct(SITE, "dev", "default");
  }

  @BeforeAll
  void open() {
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'oauth2',"
                + " auth_config = '{\"issuer\": \"default\"}' from products"
                + " where products.id = product_id and slug = ?",
            SITE);
    ControlPlaneState.awaitStatus(client(), 200);
    ControlPlaneState.awaitStatus(sluice.atHost(provider.port(), HOST), 401);
    reached.clear();
  }

  @AfterAll
  void leave() {
    provider.close();
    upstream.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "tricks-paths.csv", delimiter = '|')
  void path(String name, String expected, String path) {
    String message =
        "GET " + path + " HTTP/1.1¶host: {host}¶authorization: {token}¶connection: close¶¶";
    message(name, expected, message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "tricks-messages.csv", delimiter = '|', maxCharsPerColumn = 9000)
  void message(String name, String expected, String message) {
    RawHttpMessage answer = send(bytes(message, viewer));
    assertReached(name, expected, outcome(answer));
    RawHttpMessage refused = send(bytes(message, stranger));
    assertNothingReached(name, outcome(refused));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "tricks-http2.csv", delimiter = '|')
  void http2(String name, String expected, String lines) {
    assertReached(name, expected, RawHttp2Request.send(provider.port(), lines(lines, viewer), ""));
    assertNothingReached(name, RawHttp2Request.send(provider.port(), lines(lines, stranger), ""));
  }

  private RawHttpMessage send(String bytes) {
    try (RawHttpCall call = RawHttpCall.connect(provider.port())) {
      return call.sendRaw(bytes).readResponse();
    }
  }

  /** Returns the status, or the path at the upstream for a request that reached it. */
  private static String outcome(RawHttpMessage answer) {
    return answer.status() == 200 ? answer.text().replace("path ", "ok ") : "" + answer.status();
  }

  private void assertReached(String name, String expected, String outcome) {
    for (RawHttpMessage request : taken()) {
      String seen = request.toString();
      assertEquals("user-viewer", request.header("x-user-id").orElse("nobody"), seen);
      assertTrue(request.header("x-policy-version").orElse("").startsWith("policy-"), seen);
      assertEquals("", request.header("authorization").orElse(""), seen);
      assertFalse((request.start() + request.headers()).contains("\r"), seen);
      assertFalse(PathInterpretations.anyBelow(target(request), PROTECTED), seen);
    }
    assertEquals(expected, outcome, name);
  }

  private void assertNothingReached(String name, String outcome) {
    assertEquals(List.of(), taken(), name);
    assertFalse(outcome.startsWith("ok") || outcome.equals("200"), outcome);
  }

  /** Sends a marker request and returns the requests that reached the upstream before it. */
  private List<RawHttpMessage> taken() {
    assertEquals(200, client().get(FENCE).status());
    List<RawHttpMessage> taken =
        reached.stream().filter(request -> !target(request).equals(FENCE)).toList();
    reached.clear();
    return taken;
  }

  private GatewayClient client() {
    return sluice.atHost(provider.port(), HOST).withHeader("Authorization", viewer);
  }

  private static String target(RawHttpMessage request) {
    return request.start().split(" ", 3)[1];
  }

  private static List<RawHttp2Request.Line> lines(String text, String token) {
    return Arrays.stream(text.split(" ;; "))
        .map(line -> line.split("=", 2))
        .map(line -> new RawHttp2Request.Line(bytes(line[0], token), bytes(line[1], token)))
        .toList();
  }

  private static String bytes(String text, String token) {
    String whole = text;
    for (int length : new int[] {8200, 70_000}) {
      whole = whole.replace("{long:" + length + "}", "a".repeat(length));
    }
    return whole
        .replace("{host}", HOST)
        .replace("{HOST}", HOST.toUpperCase(Locale.ROOT))
        .replace("{token}", token)
        .replace("¶", "\r\n")
        .replace("\\xc0\\xaf", "\u00c0\u00af")
        .replace("\\x0b", "\u000b")
        .replace("\\0", "\0")
        .replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\t", "\t");
  }
}
