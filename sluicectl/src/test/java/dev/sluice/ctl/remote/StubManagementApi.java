package dev.sluice.ctl.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A management API with fixed answers; other paths answer an empty list. */
public final class StubManagementApi implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public StubManagementApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Sets the answer of a method and a path, with single quotes in place of double ones. */
  public void answer(String request, String json) {
    answers.put(request, json.replace('\'', '"'));
  }

  /** Sets the items of a list. */
  public void list(String path, String... items) {
    answer("GET " + path, "{'items': [" + String.join(",", items) + "], 'next': null}");
  }

  /** Returns the methods and paths of all requests with a method. */
  public List<String> requests(String method) {
    return requests.stream().filter(request -> request.startsWith(method + " ")).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(request);
    byte[] body =
        answers
            .getOrDefault(request, "{\"items\": [], \"next\": null}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
