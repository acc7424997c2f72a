package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A stub issuer of opaque tokens. Its introspection endpoint requires the secret of its client. */
public final class StubIntrospectionServer implements AutoCloseable {
  public static final String CLIENT = "sluice";
  private static final String END = "&token_type_hint=access_token";

  private final int port;
  private final String secret;
  private final StubHttpServer server;
  private final Map<String, Map<String, ?>> tokens = new ConcurrentHashMap<>();
  private final AtomicInteger requestCount = new AtomicInteger();

  public StubIntrospectionServer(int port, String secret) {
    this.port = port;
    this.secret = secret;
    this.server = new StubHttpServer(port, this::handle);
  }

  public void start() {
    server.start();
  }

  @Override
  public void close() {
    server.close();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/introspect");
  }

  /** Issues a token with these claims. */
  public void issue(String token, Map<String, ?> claims) {
    tokens.put(token, claims);
  }

  /** Returns the number of introspection requests. */
  public int requestCount() {
    return requestCount.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requestCount.incrementAndGet();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String pair = CLIENT + ":" + secret;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !body.startsWith("token=")
        || !body.endsWith(END)) {
      StubJson.respond(exchange, 401, Map.of());
      return;
    }
    String token =
        URLDecoder.decode(
            body.substring("token=".length(), body.length() - END.length()),
            StandardCharsets.UTF_8);
    StubJson.respond(exchange, 200, tokens.getOrDefault(token, Map.of("active", false)));
  }
}
