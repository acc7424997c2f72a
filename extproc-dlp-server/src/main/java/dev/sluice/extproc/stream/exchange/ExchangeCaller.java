package dev.sluice.extproc.stream.exchange;

import dev.sluice.extproc.wire.StructView;
import java.util.List;

/**
 * A caller as the authorization server verified it.
 *
 * @param tenant the tenant, or {@code -} for a caller without a credential
 * @param parts the values that identify the caller and decide what the upstream sees of them
 */
public record ExchangeCaller(String tenant, List<String> parts) {
  /** A caller of whom nothing is known, because no server decided about the request. */
  public static final ExchangeCaller UNKNOWN = new ExchangeCaller("", List.of());

  private static final List<String> FIELDS =
      List.of(
          "credential", "subject", "project", "workspace", "role", "credential_id", "subscription");

  public ExchangeCaller {
    parts = List.copyOf(parts);
  }

  static ExchangeCaller of(StructView decision) {
    return new ExchangeCaller(
        decision.text("tenant"), FIELDS.stream().map(decision::text).toList());
  }

  public boolean isUnknown() {
    return parts.isEmpty();
  }
}
