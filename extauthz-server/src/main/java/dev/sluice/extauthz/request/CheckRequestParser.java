package dev.sluice.extauthz.request;

import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A parser of check requests into the input of decisions. */
public final class CheckRequestParser {
  private static final int MAX_ID_LENGTH = 256;

  private CheckRequestParser() {}

  /**
   * Parses a request. Generates its ids if they are missing.
   *
   * @param route the route in the metadata of Envoy's call; a route in the route's own
   *     configuration overrides it
   * @param client the client's address in the metadata of Envoy's call; it overrides the peer
   *     address, which may be a proxy
   */
  public static CheckInput parse(
      CheckRequestView request, @Nullable String route, @Nullable String client) {
    String requestId =
        validId(request.headers().get("x-request-id"))
            .or(() -> validId(request.id()))
            .orElseGet(() -> UUID.randomUUID().toString());
    return new CheckInput(
        request.method(),
        request.host(),
        request.path(),
        request.headers(),
        new ClientPeer(
            client == null ? request.address() : client,
            request.principal(),
            request.certificate(),
            request.localPort()),
        validId(request.route()).or(() -> validId(route)),
        requestId,
        validId(request.headers().get("x-correlation-id")).orElse("corr-" + requestId),
        request.time());
  }

  private static Optional<String> validId(@Nullable String text) {
    return text == null || text.isBlank() || text.length() > MAX_ID_LENGTH || !printable(text)
        ? Optional.empty()
        : Optional.of(text);
  }

  /**
   * Returns true for printable ASCII, because ids are sent in response headers and stored in
   * records.
   */
  private static boolean printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
