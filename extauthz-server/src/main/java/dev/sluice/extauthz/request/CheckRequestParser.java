package dev.sluice.extauthz.request;

import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parses Envoy's question once, at the edge. */
public final class CheckRequestParser {
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
      CheckRequestView question, @Nullable String route, @Nullable String client) {
    String requestId =
        given(question.headers().get("x-request-id"))
            .or(() -> given(question.id()))
            .orElseGet(() -> UUID.randomUUID().toString());
    return new CheckInput(
        question.method(),
        question.host(),
        question.path(),
        question.headers(),
        new ClientPeer(client == null ? question.address() : client, question.principal()),
        given(question.route()).or(() -> given(route)),
        requestId,
        given(question.headers().get("x-correlation-id")).orElse("corr-" + requestId),
        question.time());
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
}
