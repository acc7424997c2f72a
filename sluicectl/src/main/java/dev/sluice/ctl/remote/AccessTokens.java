package dev.sluice.ctl.remote;

import dev.sluice.common.Secret;
import dev.sluice.ctl.context.TokenSetting;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reader of an access token from its source. */
final class AccessTokens {
  private final HttpExchanges http;
  private final Map<String, String> environment;

  AccessTokens(HttpExchanges http, Map<String, String> environment) {
    this.http = http;
    this.environment = environment;
  }

  Secret read(TokenSetting setting) {
    return switch (setting) {
      case TokenSetting.TokenFile(Path file) -> secretFile(file);
      case TokenSetting.TokenVariable(String name) -> {
        String token = environment.getOrDefault(name, "").strip();
        if (token.isEmpty()) {
          throw CommandFailure.error(
              "There is no token: set the variable "
                  + name
                  + ", or name a source of tokens"
                  + " with sluicectl context set.");
        }
        yield Secret.of(token);
      }
      case TokenSetting.ClientCredentials credentials -> granted(credentials);
    };
  }

  private static Secret secretFile(Path file) {
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw CommandFailure.error(file + ": the file of the secret cannot be read");
    }
  }

  /** Gets a token by the client credentials grant (RFC 6749, 4.4) at the discovered endpoint. */
  private Secret granted(TokenSetting.ClientCredentials credentials) {
    TokenIssuer issuer = new TokenIssuer(http, credentials.issuer());
    JsonNode discovered = json(issuer.discovery());
    String endpoint = discovered.path("token_endpoint").asString("");
    if (endpoint.isEmpty()) {
      throw CommandFailure.error(issuer.url() + ": the issuer names no token_endpoint");
    }
    String pair =
        HttpExchanges.encoded(credentials.clientId())
            + ":"
            + HttpExchanges.encoded(secretFile(credentials.secretFile()).reveal());
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    JsonNode answer =
        json(
            issuer.post(
                URI.create(endpoint),
                Map.of("grant_type", "client_credentials"),
                Map.of("Authorization", "Basic " + basic)));
    String token = answer.path("access_token").asString("");
    if (token.isEmpty()) {
      throw CommandFailure.error(endpoint + ": the answer has no access_token");
    }
    return Secret.of(token);
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      JsonNode body = JsonMapper.shared().readTree(response.body());
      if (response.statusCode() == 200) {
        return body;
      }
      throw CommandFailure.error(
          "%s: the issuer answered %d %s"
              .formatted(response.uri(), response.statusCode(), body.path("error").asString("")));
    } catch (JacksonException e) {
      throw CommandFailure.error(
          "%s: the issuer answered %d without JSON"
              .formatted(response.uri(), response.statusCode()));
    }
  }
}
