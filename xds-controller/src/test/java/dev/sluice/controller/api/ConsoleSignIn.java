package dev.sluice.controller.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.controller.api.console.ConsoleConfig;
import dev.sluice.controller.api.console.login.SignInSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An issuer that signs any subject in, and the browser that asks it. */
final class ConsoleSignIn implements AutoCloseable {
  static final String CLIENT = "console";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpServer server;
  private volatile Map<String, Object> identity = Map.of();
  private volatile String subject = "";

  ConsoleSignIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  ConsoleConfig config() {
    URI base = URI.create("https://sluice.example.com");
    return new ConsoleConfig(
        base,
        new SignInSettings(
            issuer(),
            CLIENT,
            Optional.empty(),
            base.resolve("/console/callback"),
            "openid",
            Duration.ofHours(8),
            true));
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> answer =
        exchange.getRequestURI().getPath().equals("/token")
            ? Map.of(
                "access_token", ApiTestServer.token(subject, Map.of("iss", issuer())),
                "id_token", ApiTestServer.token(subject, identity))
            : Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token");
    byte[] body = JsonMapper.shared().writeValueAsBytes(answer);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Signs a subject in at a console and returns the cookie of the session. */
  String cookie(ApiTestServer console, String name) {
    HttpResponse<String> login = get(console, "/console/login", "");
    String address = login.headers().firstValue("location").orElseThrow();
    subject = name;
    identity =
        Map.of("iss", issuer(), "aud", CLIENT, "nonce", parameter(address, "nonce"), "name", name);
    HttpResponse<String> done =
        get(
            console,
            "/console/callback?code=c&state=" + parameter(address, "state"),
            pair(login.headers().firstValue("set-cookie").orElseThrow()));
    return done.headers().allValues("set-cookie").stream()
        .filter(cookie -> cookie.startsWith("__Host-sluice-session"))
        .map(ConsoleSignIn::pair)
        .findFirst()
        .orElseThrow(() -> new AssertionError(done.body()));
  }

  /** Gets a page with a cookie, which may be empty. */
  static HttpResponse<String> get(ApiTestServer console, String path, String cookie) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + console.address() + path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return send(request.build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends a form with a cookie, and headers as pairs of name and value. */
  static HttpResponse<String> post(
      ApiTestServer console, String path, String cookie, String form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
            .headers(headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return send(request.build());
  }

  /** Returns the fields as browsers encode them. */
  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String pair(String cookie) {
    return cookie.split(";", 2)[0];
  }

  private static String parameter(String address, String name) {
    return address.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
