package dev.sluice.extauthz.request;

import com.google.protobuf.ByteString;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Peer;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parses Envoy's question once, at the edge. */
public final class CheckRequestParser {
  private static final String ROUTE = "sluice.route";
  private static final int MAX_ID_LENGTH = 256;

  private CheckRequestParser() {}

  /**
   * Takes ids from the request where it has them, and makes them where it has none.
   *
   * @param route what Envoy's call says of the route; one that the route's own configuration names
   *     goes before
   * @param client what Envoy's call says of the client's address; it goes before the other end of
   *     the connection, which may be a proxy
   */
  public static CheckInput parse(
      CheckRequest request, @Nullable String route, @Nullable String client) {
    AttributeContext.HttpRequest http = request.getAttributes().getRequest().getHttp();
    Map<String, String> headers = headers(http);
    String requestId =
        given(headers.get("x-request-id"))
            .or(() -> given(http.getId()))
            .orElseGet(() -> UUID.randomUUID().toString());
    return new CheckInput(
        http.getMethod(),
        http.getHost(),
        http.getPath(),
        headers,
        peer(request.getAttributes().getSource(), client),
        given(request.getAttributes().getContextExtensionsMap().get(ROUTE)).or(() -> given(route)),
        requestId,
        given(headers.get("x-correlation-id")).orElse("corr-" + requestId));
  }

  private static Peer peer(AttributeContext.Peer source, @Nullable String client) {
    String address = source.getAddress().getSocketAddress().getAddress();
    return new Peer(client == null ? address : client, source.getPrincipal());
  }

  private static Optional<String> given(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > MAX_ID_LENGTH || !printable(text)
        ? Optional.empty()
        : Optional.of(text);
  }

  /** Ids stand in headers of the answer and in records. */
  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> headers(AttributeContext.HttpRequest http) {
    if (!http.hasHeaderMap()) {
      return http.getHeadersMap();
    }
    // An Envoy with encode_raw_headers sends every line by itself.
    Map<String, String> headers = HashMap.newHashMap(http.getHeaderMap().getHeadersCount());
    for (HeaderValue line : http.getHeaderMap().getHeadersList()) {
      ByteString raw = line.getRawValue();
      String value = raw.isEmpty() ? line.getValue() : raw.toStringUtf8();
      headers.merge(line.getKey().toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
    }
    return headers;
  }
}
