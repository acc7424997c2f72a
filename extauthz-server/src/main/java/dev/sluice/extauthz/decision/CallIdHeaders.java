package dev.sluice.extauthz.decision;

import dev.sluice.common.tracing.TraceParent;
import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.policy.HeaderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The headers by which a call is named, beside the correlation id: accepted, or made. */
final class CallIdHeaders {
  private static final int LONGEST = 256;

  private CallIdHeaders() {}

  /** Those of the contract under which an exchange comes. */
  static List<Header> of(AuthorizationContext exchange) {
    HeaderContract contract = exchange.headerContract();
    if (contract == null) {
      return List.of();
    }
    List<Header> ids = new ArrayList<>(contract.callIds().size());
    for (HeaderContract.CallId id : contract.callIds()) {
      String sent = exchange.input().header(id.name());
      String value = sent != null && isId(sent) ? sent : made(exchange.input(), id.source());
      ids.add(new Header(id.name(), value));
    }
    return ids;
  }

  private static String made(CheckInput input, HeaderContract.CallId.Source source) {
    return switch (source) {
      case REQUEST -> input.requestId();
      case TRACE -> trace(input.header("traceparent")).orElseGet(() -> plain(input.requestId()));
    };
  }

  private static Optional<String> trace(@Nullable String parent) {
    return Optional.ofNullable(parent).flatMap(TraceParent::of).map(TraceParent::traceId);
  }

  /** A UUID in the form of a trace id. */
  private static String plain(String id) {
    return id.length() == 36 ? id.replace("-", "") : id;
  }

  /** Lines of one name arrive joined by commas, which no id holds. */
  private static boolean isId(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',');
  }
}
