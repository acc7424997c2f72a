package dev.sluice.common.token;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWKS document over HTTP: no redirects, bounded in size and time, never from an address
 * that only this machine or its network link answers.
 */
final class HttpJwksLoader implements JwksLoader {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(5);

  private final JwksSource.Url source;
  // Made by the thread that loads: making it opens a selector.
  private @Nullable HttpClient client;

  HttpJwksLoader(JwksSource.Url source) {
    this.source = source;
  }

  @Override
  public String load() throws IOException, InterruptedException {
    requireAllowedAddress();
    HttpRequest request =
        HttpRequest.newBuilder(source.uri())
            .timeout(WHOLE)
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
    HttpResponse<byte[]> response =
        await(
            client()
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES)));
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .build();
    }
    return client;
  }

  private void requireAllowedAddress() throws IOException {
    for (InetAddress address : InetAddress.getAllByName(source.uri().getHost())) {
      boolean link =
          address.isLinkLocalAddress()
              || address.isAnyLocalAddress()
              || address.isMulticastAddress();
      if (link || (address.isLoopbackAddress() && !source.loopback())) {
        throw new IOException("its host has an address that keys are not fetched from");
      }
    }
  }

  private static <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no whole answer in " + WHOLE.toSeconds() + " s", e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
