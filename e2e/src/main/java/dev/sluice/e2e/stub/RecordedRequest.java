package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A request as the upstream received it: headers by lower-case name, the decoded body, and its
 * hash.
 *
 * @param body the text of the body, at most its first megabyte
 */
public record RecordedRequest(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String bodySha256,
    long bodyBytes,
    String body) {
  private static final int KEPT = 1 << 20;

  public RecordedRequest {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Reads a request.
   *
   * @param broken receives what was read of a request whose connection breaks
   */
  static RecordedRequest read(HttpExchange exchange, Consumer<RecordedRequest> broken)
      throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(lower(name), String.join(", ", values)));
    MessageDigest digest = sha256();
    byte[] start = new byte[KEPT];
    long total = 0;
    byte[] buffer = new byte[1 << 16];
    HttpContentEncoding coding =
        HttpContentEncoding.of(headers.getOrDefault("content-encoding", ""));
    try {
      InputStream body = coding.reader(exchange.getRequestBody());
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        digest.update(buffer, 0, n);
        if (total < KEPT) {
          System.arraycopy(buffer, 0, start, (int) total, (int) Math.min(n, KEPT - total));
        }
        total += n;
      }
    } catch (IOException e) {
      broken.accept(of(exchange, headers, digest, start, total));
      throw e;
    }
    return of(exchange, headers, digest, start, total);
  }

  private static RecordedRequest of(
      HttpExchange exchange,
      Map<String, String> headers,
      MessageDigest digest,
      byte[] start,
      long total) {
    String query = exchange.getRequestURI().getRawQuery();
    return new RecordedRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        headers,
        HexFormat.of().formatHex(digest.digest()),
        total,
        new String(start, 0, (int) Math.min(total, KEPT), StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
