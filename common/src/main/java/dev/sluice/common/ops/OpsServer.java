package dev.sluice.common.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.common.BuildVersion;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.AbsentException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Serves /healthz, /readyz, /metrics and /version. */
public final class OpsServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String JSON_TYPE = "application/json";
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HostPort address;
  private final Readiness readiness;
  private final PrometheusMeterRegistry metrics;

  public OpsServer(HostPort address, Readiness readiness, PrometheusMeterRegistry metrics) {
    this.readiness = readiness;
    this.metrics = metrics;
    try {
      server = HttpServer.create(address.socketAddress(), BACKLOG);
    } catch (IOException e) {
      throw AbsentException.port(address, "ops.address", e);
    }
    this.address = new HostPort(address.host(), server.getAddress().getPort());
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  /** Where it listens, with the port in use. */
  public HostPort address() {
    return address;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      Answer answer =
          method.equals("GET") || method.equals("HEAD")
              ? answer(exchange.getRequestURI().getPath())
              : new Answer(405, JSON_TYPE, json(Map.of("error", "GET only")));
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

  private Answer answer(String path) {
    return switch (path) {
      case "/healthz" -> new Answer(200, JSON_TYPE, json(Map.of("status", "ok")));
      case "/readyz" -> ready();
      case "/metrics" ->
          new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
      case "/version" -> new Answer(200, JSON_TYPE, json(Map.of("version", BuildVersion.read())));
      default -> new Answer(404, JSON_TYPE, json(Map.of("error", "not found")));
    };
  }

  private Answer ready() {
    Map<String, Readiness.State> report = readiness.report();
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
    return new Answer(ready ? 200 : 503, JSON_TYPE, json(body));
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value) + "\n";
  }

  private record Answer(int status, String type, String body) {}
}
