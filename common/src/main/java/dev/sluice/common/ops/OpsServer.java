package dev.sluice.common.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.common.BuildVersion;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.MissingDependencyException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server for /healthz, /readyz, /metrics, /version and the actions of a service. */
public final class OpsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpsServer.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String JSON_TYPE = "application/json";
  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HostPort address;
  private final Readiness readiness;
  private final PrometheusMeterRegistry metrics;
  private final Map<String, OpsAction> actions = new ConcurrentHashMap<>();

  /**
   * Starts the server.
   *
   * @throws MissingDependencyException if the port is in use
   */
  public OpsServer(HostPort address, Readiness readiness, PrometheusMeterRegistry metrics) {
    this.readiness = readiness;
    this.metrics = metrics;
    try {
      server = HttpServer.create(address.socketAddress(), BACKLOG);
    } catch (IOException e) {
      throw MissingDependencyException.port(address, "ops.address", e);
    }
    this.address = new HostPort(address.host(), server.getAddress().getPort());
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  /** Returns the address with the actual port. */
  public HostPort address() {
    return address;
  }

  /** Adds the handler of a POST to {@code path}. */
  public void addAction(String path, OpsAction action) {
    actions.put(path, action);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      HttpReply answer = answer(method, exchange);
      byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (method.equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status, -1);
      } else {
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private HttpReply answer(String method, HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    OpsAction action = actions.get(path);
    if (action != null) {
      return method.equals("POST") ? done(action, request(path, exchange)) : only("POST");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return only("GET");
    }
    return path.equals("/metrics") ? metrics(exchange) : answer(path);
  }

  private static HttpReply only(String method) {
    return new HttpReply(405, JSON_TYPE, json(Map.of("error", method + " only")));
  }

  private static HttpReply done(OpsAction action, OpsRequest request) {
    try {
      OpsResponse answer = action.post(request);
      return new HttpReply(answer.status(), JSON_TYPE, json(answer.body()));
    } catch (RuntimeException e) {
      log.error("{} failed", request, e);
      return new HttpReply(500, JSON_TYPE, json(Map.of("error", "failed; see the log")));
    }
  }

  private static OpsRequest request(String path, HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new OpsRequest(path, exchange.getRemoteAddress().getAddress(), headers);
  }

  private HttpReply answer(String path) {
    return switch (path) {
      case "/healthz" -> new HttpReply(200, JSON_TYPE, json(Map.of("status", "ok")));
      case "/readyz" -> ready();
      case "/version" ->
          new HttpReply(200, JSON_TYPE, json(Map.of("version", BuildVersion.read())));
      default -> new HttpReply(404, JSON_TYPE, json(Map.of("error", "not found")));
    };
  }

  /**
   * Returns the metrics. Only the OpenMetrics format has exemplars, for a client that accepts it.
   */
  private HttpReply metrics(HttpExchange exchange) {
    String accepted =
        String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    String type = accepted.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
    return new HttpReply(200, type, metrics.scrape(type));
  }

  private HttpReply ready() {
    Map<String, Readiness.ComponentState> report = readiness.report();
    boolean ready = readiness.ready();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", ready ? "ready" : "not ready");
    body.put(
        "failing",
        report.entrySet().stream()
            .filter(e -> !e.getValue().ready())
            .map(Map.Entry::getKey)
            .toList());
    body.put("parts", report);
    return new HttpReply(ready ? 200 : 503, JSON_TYPE, json(body));
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value) + "\n";
  }

  private record HttpReply(int status, String type, String body) {}
}
