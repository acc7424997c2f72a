package dev.sluice.ctl.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceLoginTest {
  private final Queue<String> tokenAnswers = new ArrayDeque<>();
  private final List<String> forms = new CopyOnWriteArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private HttpServer issuer;
  private String address;

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = "http://127.0.0.1:" + issuer.getAddress().getPort();
    issuer.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            send(
                exchange,
                200,
                "{\"token_endpoint\": \"%1$s/token\", \"device_authorization_endpoint\": \"%1$s/device\"}"
                    .formatted(address)));
    issuer.createContext(
        "/device",
        exchange ->
            send(
                exchange,
                200,
                "{\"device_code\": \"dc\", \"user_code\": \"ABCD-EFGH\", \"interval\": 0,"
                    + " \"verification_uri\": \"https://login.example.com/device\","
                    + " \"expires_in\": 60}"));
    issuer.createContext(
        "/token",
        exchange -> {
          String answer = tokenAnswers.remove();
          send(exchange, answer.contains("error") ? 400 : 200, answer);
        });
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void login_permittedLater_returnsTheToken() {
    tokenAnswers.add("{\"error\": \"authorization_pending\"}");
    tokenAnswers.add("{\"access_token\": \"granted\"}");
    try (DeviceLogin login = new DeviceLogin(URI.create(address + "/"), "cli")) {
      assertEquals("granted", login.token("openid", shown::add).reveal());
    }
    assertEquals(
        List.of("Open https://login.example.com/device and enter the code ABCD-EFGH."), shown);
    assertEquals(
        List.of("client_id=cli", "scope=openid"),
        List.copyOf(new TreeSet<>(List.of(forms.get(1).split("&", -1)))));
    assertEquals(
        List.of(
            "client_id=cli",
            "device_code=dc",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"),
        List.copyOf(new TreeSet<>(List.of(forms.get(2).split("&", -1)))));
  }

  @Test
  void login_denied_isAnError() {
    tokenAnswers.add("{\"error\": \"access_denied\"}");
    try (DeviceLogin login = new DeviceLogin(URI.create(address), "cli")) {
      CommandFailure failure =
          assertThrows(CommandFailure.class, () -> login.token("openid", shown::add));

      assertEquals(address + ": the login failed: access_denied", failure.getMessage());
      assertEquals(1, failure.exitCode());
    }
  }

  private void send(HttpExchange exchange, int status, String body) throws IOException {
    forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
