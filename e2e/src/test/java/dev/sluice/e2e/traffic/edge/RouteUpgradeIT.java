package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of WebSockets through a route. */
@ExtendWith(TestEnvironmentExtension.class)
final class RouteUpgradeIT {
  private static final String ALLOWED = "{\"websocket\": true}";

  private final TestEnvironment sluice;

  RouteUpgradeIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void webSocket_ofAllowedRoute_echoesMessages() throws InterruptedException {
    try (WebSocketEcho upstream = new WebSocketEcho();
        EdgeProduct product = new EdgeProduct(sluice, "edge-socket", upstream.port());
        HttpClient http = HttpClient.newHttpClient()) {
      product.policy("upgrade", ALLOWED).publishAndAwait(200);
      Messages messages = new Messages();
      WebSocket socket = connect(http, product, "", messages);
      for (String text : List.of("one", "two")) {
        socket.sendText(text, true).join();
        assertEquals(text, messages.next());
      }
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  @Test
  void webSocket_ofOtherRoute_isRejected() {
    try (WebSocketEcho upstream = new WebSocketEcho();
        EdgeProduct product = new EdgeProduct(sluice, "edge-no-socket", upstream.port());
        HttpClient http = HttpClient.newHttpClient()) {
      product.publishAndAwait(200);
      assertEquals(403, rejection(http, product, ""));
    }
  }

  @Test
  void webSocket_withoutCredential_isDenied() throws InterruptedException {
    try (WebSocketEcho upstream = new WebSocketEcho();
        EdgeProduct product = new EdgeProduct(sluice, "edge-auth-socket", upstream.port());
        HttpClient http = HttpClient.newHttpClient()) {
      product.policy("upgrade", ALLOWED).publish();
      sluice
          .sql()
          .execute(
              "update product_publishes set auth_mode = 'oauth2', auth_config = '{\"issuer\":"
                  + " \"default\"}' from products where products.id = product_id and slug ="
                  + " 'edge-auth-socket'");
      ControlPlaneState.awaitStatus(product.client(), 401);
      assertEquals(401, rejection(http, product, ""));
      Messages messages = new Messages();
      WebSocket socket =
          connect(http, product, "Bearer " + sluice.stack().issuer().token("viewer"), messages);
      socket.sendText("hello", true).join();
      assertEquals("hello", messages.next());
      socket.abort();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dlp; {\"inspection\": \"pre_only\"}; inspected",
        "request_limit; {\"max_bytes\": 1000}; limited",
      })
  void webSocket_ofInspectedOrLimitedRoute_isFinding(String kind, String spec, String reason) {
    String name = "edge-socket-" + reason;
    try (WebSocketEcho upstream = new WebSocketEcho();
        EdgeProduct product = new EdgeProduct(sluice, name, upstream.port());
        HttpClient http = HttpClient.newHttpClient()) {
      product.policy("upgrade", ALLOWED).policy(kind, spec).publishAndAwait(200);
      assertEquals(403, rejection(http, product, ""));
      ConditionWait.awaitTrue(
          "it is a finding",
          ControlPlaneState.LIMIT,
          () -> sluice.controlPlane().findings("routes", name).toString().contains(reason));
    }
  }

  private static int rejection(HttpClient http, EdgeProduct product, String credential) {
    CompletionException failure =
        assertThrows(
            CompletionException.class, () -> connect(http, product, credential, new Messages()));
    assertTrue(failure.getCause() instanceof WebSocketHandshakeException, failure::toString);
    return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
  }

  private static WebSocket connect(
      HttpClient http, EdgeProduct product, String credential, Messages messages) {
    WebSocket.Builder builder = http.newWebSocketBuilder().header("Host", product.host());
    if (!credential.isEmpty()) {
      builder.header("Authorization", credential);
    }
    return builder
        .buildAsync(URI.create("ws://127.0.0.1:" + product.port() + "/socket"), messages)
        .join();
  }

  /** A queue of the received messages. */
  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      received.add(data.toString());
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    String next() throws InterruptedException {
      return String.valueOf(received.poll(30, TimeUnit.SECONDS));
    }
  }
}
