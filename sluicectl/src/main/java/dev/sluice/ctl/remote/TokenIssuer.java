package dev.sluice.ctl.remote;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** An OpenID Connect issuer, which is asked for its endpoints and for tokens. */
final class TokenIssuer {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final HttpExchanges http;
  private final String url;

  TokenIssuer(HttpExchanges http, URI issuer) {
    this.http = http;
    this.url = issuer.toString().replaceAll("/$", "");
  }

  String url() {
    return url;
  }

  /** Returns the document with the endpoints (OpenID Connect Discovery 1.0). */
  HttpResponse<String> discovery() {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/.well-known/openid-configuration"))
            .timeout(LIMIT)
            .build());
  }

  /** Sends a form to an endpoint. */
  HttpResponse<String> post(URI endpoint, Map<String, String> form, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(HttpExchanges.encoded(form)));
    headers.forEach(request::header);
    return http.send(request.build());
  }
}
