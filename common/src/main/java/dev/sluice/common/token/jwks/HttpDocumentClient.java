package dev.sluice.common.token.jwks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client that fetches documents over HTTP, bounded in size and time. It follows no redirects and
 * rejects loopback and link-local addresses.
 */
public final class HttpDocumentClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(5);

  private final boolean loopback;
  private final Optional<SSLContext> trust;
  // Created by the loading thread, because it opens a selector.
  private @Nullable HttpClient client;

  /**
   * Creates a client.
   *
   * @param loopback whether hosts may be this machine
   */
  public HttpDocumentClient(boolean loopback) {
    this(loopback, Optional.empty());
  }

  /**
   * Creates a client.
   *
   * @param loopback whether hosts may be this machine
   * @param trust the authorities of servers; empty for those of the system
   */
  public HttpDocumentClient(boolean loopback, Optional<SSLContext> trust) {
    this.loopback = loopback;
    this.trust = trust;
  }

  String get(URI uri, String mediaTypes) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", mediaTypes).build();
    return JwksLoader.text(fetch(request, WHOLE, JwksLoader.MAX_BYTES));
  }

  /** Returns the body of a response with status 200. */
  public byte[] fetch(HttpRequest request, Duration whole, int maxBytes)
      throws IOException, InterruptedException {
    requireAllowedAddress(request.uri().getHost());
    HttpResponse<byte[]> response =
        await(
            client()
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes)),
            whole);
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return response.body();
  }

  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT);
      trust.ifPresent(builder::sslContext);
      client = builder.build();
    }
    return client;
  }

  private void requireAllowedAddress(String host) throws IOException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      boolean link =
          address.isLinkLocalAddress()
              || address.isAnyLocalAddress()
              || address.isMulticastAddress();
      if (link || (address.isLoopbackAddress() && !loopback)) {
        throw new IOException("its host has a loopback or link-local address");
      }
    }
  }

  private static <T> T await(CompletableFuture<T> answer, Duration whole)
      throws IOException, InterruptedException {
    try {
      return answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no complete response within " + whole.toMillis() + " ms", e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
