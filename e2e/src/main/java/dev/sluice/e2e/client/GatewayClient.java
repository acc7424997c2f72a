package dev.sluice.e2e.client;

import dev.sluice.e2e.wire.HttpContentEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A client of the gateway over HTTP/1.1, with fixed headers for every request. */
public final class GatewayClient {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** The threads of all clients, of which tests make thousands. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("gateway-client-", 0).factory());

  private final HttpClient http;
  private final URI base;
  private final Map<String, String> headers;

  public GatewayClient(URI base) {
    this(http().build(), base, Map.of());
  }

  private static HttpClient.Builder http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .executor(THREADS);
  }

  private GatewayClient(HttpClient http, URI base, Map<String, String> headers) {
    this.http = http;
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** Returns a client with the same headers that connects from another local address. */
  public GatewayClient from(InetAddress address) {
    return new GatewayClient(http().localAddress(address).build(), base, headers);
  }

  /** Returns this client with one more header. */
  public GatewayClient withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new GatewayClient(http, base, more);
  }

  public GatewayClient withBearer(String token) {
    return withHeader("Authorization", "Bearer " + token);
  }

  public GatewayClient withCorrelation(String id) {
    return withHeader("X-Correlation-Id", id);
  }

  public GatewayResponse get(String path) {
    return send(request(path).GET());
  }

  public GatewayResponse delete(String path) {
    return send(request(path).DELETE());
  }

  /** Sends a request with any method, without a body. */
  public GatewayResponse method(String name, String path) {
    return send(request(path).method(name, BodyPublishers.noBody()));
  }

  public GatewayResponse post(String path, String json) {
    return post(path, BodyPublishers.ofString(json));
  }

  /** Changes a resource by a JSON merge patch (RFC 7396). */
  public GatewayResponse patch(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  /** Posts a body with the content type from {@link #withHeader}, or without one. */
  public GatewayResponse postRaw(String path, HttpRequest.BodyPublisher body) {
    return send(request(path).POST(body));
  }

  public GatewayResponse post(String path, HttpRequest.BodyPublisher body) {
    return send(request(path).header("Content-Type", "application/json").POST(body));
  }

  /** Sends a request and returns when the response headers arrive. */
  public StreamedResponse stream(String path, String json) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    long start = System.nanoTime();
    try {
      return new StreamedResponse(http.send(request, BodyHandlers.ofInputStream()), start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT);
    headers.forEach(builder::setHeader);
    return builder;
  }

  private GatewayResponse send(HttpRequest.Builder request) {
    long start = System.nanoTime();
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      HttpContentEncoding coding =
          HttpContentEncoding.of(response.headers().firstValue("content-encoding").orElse(""));
      String body = new String(coding.decode(response.body()), StandardCharsets.UTF_8);
      return new GatewayResponse(response.statusCode(), response.headers().map(), body, took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while calling the gateway", e);
  }
}
