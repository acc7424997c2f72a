package dev.sluice.ctl.remote;

import dev.sluice.common.Secret;
import dev.sluice.ctl.failure.CommandFailure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The device authorization grant of an issuer (RFC 8628): a user permits it in a browser. */
public final class DeviceLogin implements AutoCloseable {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
  private static final int SLOWER_SECONDS = 5;

  private final HttpExchanges http = new HttpExchanges();
  private final TokenIssuer issuer;
  private final String clientId;

  public DeviceLogin(URI issuer, String clientId) {
    this.issuer = new TokenIssuer(http, issuer);
    this.clientId = clientId;
  }

  /** Shows the user where to permit the login, waits for that, and returns the token. */
  public Secret token(String scope, Consumer<String> show) {
    JsonNode endpoints = body(issuer.discovery());
    JsonNode device =
        body(
            issuer.post(
                endpoint(endpoints, "device_authorization_endpoint"),
                scope.isEmpty()
                    ? Map.of("client_id", clientId)
                    : Map.of("client_id", clientId, "scope", scope),
                Map.of()));
    if (!device.path("device_code").isString()) {
      throw failure(device.path("error").asString("no device_code"));
    }
    show.accept(
        "Open %s and enter the code %s."
            .formatted(
                device.path("verification_uri").asString(""),
                device.path("user_code").asString("")));
    return await(endpoint(endpoints, "token_endpoint"), device);
  }

  private Secret await(URI tokens, JsonNode device) {
    Instant end = Instant.now().plusSeconds(device.path("expires_in").asInt(0));
    int pause = device.path("interval").asInt(SLOWER_SECONDS);
    Map<String, String> form =
        Map.of(
            "grant_type", GRANT,
            "device_code", device.path("device_code").asString(),
            "client_id", clientId);
    while (Instant.now().isBefore(end)) {
      sleep(pause);
      JsonNode answer = body(issuer.post(tokens, form, Map.of()));
      if (answer.path("access_token").isString()) {
        return Secret.of(answer.path("access_token").asString());
      }
      String error = answer.path("error").asString("no access_token");
      if (error.equals("slow_down")) {
        pause += SLOWER_SECONDS;
      } else if (!error.equals("authorization_pending")) {
        throw failure(error);
      }
    }
    throw failure("expired_token");
  }

  private URI endpoint(JsonNode endpoints, String name) {
    String endpoint = endpoints.path(name).asString("");
    if (endpoint.isEmpty()) {
      throw failure("the issuer has no " + name);
    }
    return URI.create(endpoint);
  }

  private static JsonNode body(HttpResponse<String> response) {
    try {
      return JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private CommandFailure failure(String reason) {
    return CommandFailure.error(issuer.url() + ": the login failed: " + reason);
  }

  private static void sleep(int seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.error("The command was interrupted.");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
