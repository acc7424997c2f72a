package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign-in of a stub issuer: OpenID Connect Discovery, and the authorization code flow with
 * PKCE. Users enter their subject, without a password.
 */
final class StubSignIn {
  private final String issuer;
  private final TokenMaker tokens;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile Duration life = Duration.ofHours(1);

  /** A maker of signed tokens. */
  interface TokenMaker {
    String token(Map<String, ?> claims, Duration life);
  }

  StubSignIn(String issuer, TokenMaker tokens) {
    this.issuer = issuer;
    this.tokens = tokens;
  }

  /** Sets how long the access tokens of later sign-ins are valid. */
  void tokenLife(Duration changed) {
    life = changed;
  }

  /** Answers a request of the flow; returns false for any other path. */
  boolean answered(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/.well-known/openid-configuration" ->
          StubJson.respond(
              exchange,
              200,
              Map.of(
                  "issuer", issuer,
                  "authorization_endpoint", issuer + "/authorize",
                  "token_endpoint", issuer + "/token",
                  "jwks_uri", issuer + "/jwks"));
      case "/authorize" -> authorize(exchange);
      case "/token" -> exchange(exchange);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> parameters = parameters(query == null ? "" : query);
    String subject = parameters.getOrDefault("subject", "");
    if (subject.isEmpty()) {
      StringBuilder hidden = new StringBuilder();
      parameters.forEach((name, value) ->
          hidden.append(
              "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                  .formatted(name, value.replace("&", "&amp;").replace("\"", "&quot;"))));
      byte[] page = page(hidden.toString()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(page);
      }
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, parameters);
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            parameters.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(parameters.getOrDefault("state", ""), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(302, -1);
  }

  private void exchange(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    if (asked == null
        || !asked.getOrDefault("redirect_uri", "").equals(form.get("redirect_uri"))
        || !asked.getOrDefault("client_id", "").equals(form.get("client_id"))
        || !asked
            .getOrDefault("code_challenge", "")
            .equals(challenge(form.getOrDefault("code_verifier", "")))) {
      StubJson.respond(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    String subject = asked.get("subject");
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("sub", subject);
    identity.put("name", "User " + subject);
    identity.put("aud", asked.get("client_id"));
    identity.put("nonce", asked.getOrDefault("nonce", ""));
    StubJson.respond(
        exchange,
        200,
        Map.of(
            "access_token", tokens.token(Map.of("sub", subject), life),
            "id_token", tokens.token(identity, life),
            "token_type", "Bearer",
            "expires_in", life.toSeconds()));
  }

  private static String page(String hidden) {
    return """
    <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Issuer</title></head><body>
    <main><h1>Sign in at the issuer</h1><form method="get" action="/authorize">%s
    <label for="subject">Subject</label> <input id="subject" name="subject" autofocus>
    <button type="submit">Sign in</button></form></main></body></html>
    """
        .formatted(hidden);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        parameters.put(decoded(parts[0]), decoded(parts[1]));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
