package dev.sluice.controller.api.console.login;

import dev.sluice.common.Secret;
import dev.sluice.common.token.jwks.HttpDocumentClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of an OpenID Connect issuer: it finds the endpoints and exchanges codes for tokens. */
final class IssuerClient implements AutoCloseable {
  private static final Duration ANSWER_TIME = Duration.ofSeconds(5);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int MAX_BYTES = 256 << 10;

  private final SignInSettings settings;
  private final InstantSource clock;
  private final HttpDocumentClient http;
  private @Nullable IssuerEndpoints known;

  /** The endpoints of an issuer, as its metadata had them. */
  private record IssuerEndpoints(URI authorization, URI token, Instant readAt) {}

  /** The tokens of an answer. */
  record TokenPair(Secret accessToken, Secret idToken) {}

  IssuerClient(SignInSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.http = new HttpDocumentClient(settings.loopback());
  }

  /** Returns the address where the user signs in. */
  URI authorization(Map<String, String> parameters) throws SignInFailedException {
    URI endpoint = endpoints().authorization();
    String separator = endpoint.getRawQuery() == null ? "?" : "&";
    return URI.create(endpoint + separator + form(parameters));
  }

  /** Exchanges a code for tokens. */
  TokenPair exchange(String code, Secret verifier) throws SignInFailedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("redirect_uri", settings.callback().toString());
    parameters.put("code_verifier", verifier.reveal());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoints().token())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    Optional<Secret> secret = clientSecret();
    if (secret.isPresent()) {
      request.header("Authorization", basic(secret.get()));
    } else {
      parameters.put("client_id", settings.clientId());
    }
    JsonNode answer =
        json(
            request.POST(HttpRequest.BodyPublishers.ofString(form(parameters))).build(),
            "the issuer did not exchange the code");
    return new TokenPair(token(answer, "access_token"), token(answer, "id_token"));
  }

  private static Secret token(JsonNode answer, String member) throws SignInFailedException {
    String token = answer.path(member).asString("");
    if (token.isEmpty()) {
      throw new SignInFailedException("the issuer sent no " + member);
    }
    return Secret.of(token);
  }

  private Optional<Secret> clientSecret() throws SignInFailedException {
    if (settings.clientSecret().isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(settings.clientSecret().get()).strip();
      return Optional.of(Secret.of(text));
    } catch (IOException e) {
      throw new SignInFailedException("api.console.client-secret-file cannot be read", e);
    }
  }

  /** Returns the header of a confidential client (RFC 6749, section 2.3.1). */
  private String basic(Secret secret) {
    String pair = encoded(settings.clientId()) + ":" + encoded(secret.reveal());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized IssuerEndpoints endpoints() throws SignInFailedException {
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.readAt().plus(KEPT))) {
      return known;
    }
    String issuer = settings.issuer();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    JsonNode metadata =
        json(
            HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                .header("Accept", "application/json")
                .build(),
            "the metadata of the issuer cannot be read");
    if (!metadata.path("issuer").asString("").equals(issuer)) {
      throw new SignInFailedException("the metadata is of another issuer");
    }
    IssuerEndpoints read =
        new IssuerEndpoints(
            endpoint(metadata, "authorization_endpoint"),
            endpoint(metadata, "token_endpoint"),
            now);
    known = read;
    return read;
  }

  private URI endpoint(JsonNode metadata, String member) throws SignInFailedException {
    try {
      URI uri = URI.create(metadata.path(member).asString(""));
      String scheme = String.valueOf(uri.getScheme());
      boolean secure = scheme.equals("https") || (settings.loopback() && scheme.equals("http"));
      boolean whole =
          uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
      if (secure && whole) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Handled like any other text that is not an address.
    }
    throw new SignInFailedException("the metadata of the issuer has no usable " + member);
  }

  private JsonNode json(HttpRequest request, String problem) throws SignInFailedException {
    try {
      return JsonMapper.shared().readTree(http.fetch(request, ANSWER_TIME, MAX_BYTES));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignInFailedException(problem, e);
    } catch (IOException | JacksonException e) {
      throw new SignInFailedException(problem, e);
    }
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
