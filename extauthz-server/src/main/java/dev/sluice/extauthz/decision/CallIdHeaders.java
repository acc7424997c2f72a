package dev.sluice.extauthz.decision;

import dev.sluice.common.tracing.TraceParent;
import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.policy.HeaderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The call id headers of a header contract. A valid value from the client is kept; otherwise one is
 * generated.
 */
final class CallIdHeaders {
  private static final int MAX_LENGTH = 256;

  private CallIdHeaders() {}

  /** Returns the call id headers of the contract that applies to the request. */
  static List<Header> of(AuthorizationContext context) {
    HeaderContract contract = context.headerContract();
    if (contract == null) {
      return List.of();
    }
    List<Header> ids = new ArrayList<>(contract.callIds().size());
    for (HeaderContract.CallId id : contract.callIds()) {
      String sent = context.input().header(id.name());
      String value = sent != null && isId(sent) ? sent : generated(context.input(), id.source());
      ids.add(new Header(id.name(), value));
    }
    return ids;
  }

  private static String generated(CheckInput input, HeaderContract.CallId.Source source) {
    return switch (source) {
      case REQUEST -> input.requestId();
      case TRACE ->
          traceId(input.header("traceparent")).orElseGet(() -> asTraceId(input.requestId()));
    };
  }

  private static Optional<String> traceId(@Nullable String traceParent) {
    return Optional.ofNullable(traceParent).flatMap(TraceParent::of).map(TraceParent::traceId);
  }

  /** Returns a UUID in the form of a trace id. */
  private static String asTraceId(String id) {
    return id.length() == 36 ? id.replace("-", "") : id;
  }

  /** Rejects commas, because several lines of one header arrive joined by them. */
  private static boolean isId(String text) {
    return !text.isBlank()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',');
  }
}
