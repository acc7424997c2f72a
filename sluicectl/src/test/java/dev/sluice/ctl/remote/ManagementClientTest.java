package dev.sluice.ctl.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.ctl.context.ServerContext;
import dev.sluice.ctl.context.TokenSetting;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class ManagementClientTest {
  private static final String PATH = "/v1/provider/gateways";
  private static final Map<String, String> ENVIRONMENT = Map.of("SLUICE_TOKEN", "secret-token");

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private URI address;

  private record Answer(int status, Map<String, String> headers, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void server_unreachable_endsWith6() {
    stop();
    try (ManagementClient client = client(address, ServerContext.DEFAULT_TOKEN)) {
      CommandFailure failure = assertThrows(CommandFailure.class, () -> client.get(PATH));

      assertEquals(6, failure.exitCode());
      assertEquals(
          address
              + "/ is unreachable (ConnectException); check the server of the context, or --server.",
          failure.lines().getFirst());
    }
  }

  @Test
  void request_staleEtag_endsWith1() {
    answers.add(problem(412, "Stale", "Another change came first.", ""));
    try (ManagementClient client = client(address, ServerContext.DEFAULT_TOKEN)) {
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () -> client.patch(PATH, "\"1\"", JsonNodeFactory.instance.objectNode(), false));

      assertEquals(1, failure.exitCode());
      assertEquals(
          List.of("Stale: Another change came first.", "  request_id: r-1"), failure.lines());
    }
  }

  @Test
  void request_invalid_endsWith4AndAllValues() {
    answers.add(
        problem(
            422,
            "Values are not valid",
            "2 values are not valid.",
            "{\"pointer\": \"/a\", \"detail\": \"must be a text\"},"
                + "{\"pointer\": \"/b\", \"detail\": \"is missing\"}"));
    try (ManagementClient client = client(address, ServerContext.DEFAULT_TOKEN)) {
      CommandFailure failure = assertThrows(CommandFailure.class, () -> client.post(PATH));

      assertEquals(4, failure.exitCode());
      assertEquals(
          List.of(
              "Values are not valid: 2 values are not valid.",
              "  /a: must be a text",
              "  /b: is missing",
              "  request_id: r-1"),
          failure.lines());
    }
  }

  @Test
  void request_unauthenticated_explainsTheToken() {
    answers.add(problem(401, "Not authenticated", "The token expired.", ""));
    try (ManagementClient client = client(address, ServerContext.DEFAULT_TOKEN)) {
      CommandFailure failure = assertThrows(CommandFailure.class, () -> client.get(PATH));

      assertEquals(1, failure.exitCode());
      assertEquals(
          "  The token is missing, expired, or of another issuer: see sluicectl context.",
          failure.lines().get(1));
      assertFalse(failure.toString().contains("secret-token"));
    }
  }

  @Test
  void request_limitedOnce_isRepeated() {
    answers.add(new Answer(429, Map.of("Retry-After", "0"), "{}"));
    answers.add(new Answer(200, Map.of("ETag", "\"7\""), "{\"name\": \"a\"}"));
    try (ManagementClient client = client(address, ServerContext.DEFAULT_TOKEN)) {
      ServerAnswer answer = client.get(PATH);

      assertEquals("a", answer.body().path("name").asString());
      assertEquals("\"7\"", answer.etag());
      assertEquals(2, requests.size());
    }
  }

  @Test
  void list_severalPages_areFollowed() {
    answers.add(new Answer(200, Map.of(), "{\"items\": [{\"id\": \"1\"}], \"next\": \"a b\"}"));
    answers.add(new Answer(200, Map.of(), "{\"items\": [{\"id\": \"2\"}], \"next\": null}"));
    try (ManagementClient client = client(address, ServerContext.DEFAULT_TOKEN)) {
      assertEquals(2, client.list(PATH, Map.of("name", "x")).size());
      assertEquals(
          List.of(
              "GET " + PATH + "?name=x&limit=200 Bearer secret-token north",
              "GET " + PATH + "?name=x&limit=200&cursor=a+b Bearer secret-token north"),
          requests.stream()
              .map(line -> line.replace("limit=200&name=x", "name=x&limit=200"))
              .toList());
    }
  }

  @Test
  void token_ofClientCredentials_isGranted(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s:1\n");
    answers.add(new Answer(200, Map.of(), "{\"token_endpoint\": \"" + address + "/token\"}"));
    answers.add(new Answer(200, Map.of(), "{\"access_token\": \"granted\"}"));
    answers.add(new Answer(200, Map.of(), "{}"));
    TokenSetting credentials = new TokenSetting.ClientCredentials(address, "robot", secret);
    try (ManagementClient client = client(address, credentials)) {
      client.get(PATH);
    }
    assertEquals(
        List.of(
            "GET /.well-known/openid-configuration null null",
            "POST /token Basic cm9ib3Q6cyUzQTE= null",
            "GET " + PATH + " Bearer granted north"),
        requests);
  }

  @Test
  void token_refusedByIssuer_isAnError(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "wrong-secret");
    answers.add(new Answer(200, Map.of(), "{\"token_endpoint\": \"" + address + "/token\"}"));
    answers.add(new Answer(401, Map.of(), "{\"error\": \"invalid_client\"}"));
    TokenSetting credentials = new TokenSetting.ClientCredentials(address, "robot", secret);

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> client(address, credentials).close());

    assertEquals(
        List.of(address + "/token: the issuer answered 401 invalid_client"), failure.lines());
  }

  @Test
  void token_variableUnset_isAnError() {
    TokenSetting unset = new TokenSetting.TokenVariable("NO_TOKEN");

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> client(address, unset).close());

    assertEquals(1, failure.exitCode());
    assertEquals(List.of(), requests);
  }

  private static ManagementClient client(URI server, TokenSetting token) {
    return new ManagementClient(server, Optional.of("north"), token, ENVIRONMENT);
  }

  private static Answer problem(int status, String title, String detail, String errors) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/problem+json"),
        "{\"title\": \"%s\", \"detail\": \"%s\", \"request_id\": \"r-1\", \"errors\": [%s]}"
            .formatted(title, detail, errors));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Tenant-Slug"));
    Answer answer = answers.remove();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
