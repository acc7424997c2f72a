package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.common.scope.RoutePattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the headers of some requests have to be, and what becomes of them on their way. Names are in
 * lower case.
 *
 * @param products slugs of published products; none means all, and routes of the file
 * @param exemptRoutes where nothing is required
 * @param tenantHeaders names that have to name the tenant of the token
 * @param passedHeaders of the headers that begin with {@code x-}, those that reach the upstream;
 *     empty if all do
 * @param shadow whether what does not meet it is told and not refused, and nothing is changed
 */
public record HeaderContract(
    String id,
    List<String> products,
    ExchangeSelector selector,
    List<RoutePattern> exemptRoutes,
    List<RequiredHeader> requiredHeaders,
    List<String> tenantHeaders,
    List<HeaderChoice> headerChoices,
    Optional<Set<String>> passedHeaders,
    List<CallId> callIds,
    boolean shadow) {
  public HeaderContract {
    products = List.copyOf(products);
    exemptRoutes = List.copyOf(exemptRoutes);
    requiredHeaders = List.copyOf(requiredHeaders);
    tenantHeaders = List.copyOf(tenantHeaders);
    headerChoices = List.copyOf(headerChoices);
    passedHeaders = passedHeaders.map(Set::copyOf);
    callIds = List.copyOf(callIds);
  }

  /**
   * A header that has to be there once, with a value.
   *
   * @param code what a request without it is told
   */
  public record RequiredHeader(String name, String code) {}

  /** A header with one of a few values, the first of which stands for none. */
  public record HeaderChoice(String name, List<String> values) {
    public HeaderChoice {
      values = List.copyOf(values);
    }

    /** What stands for none. */
    public String defaultValue() {
      return values.getFirst();
    }
  }

  /** A header that names the call, taken from the request or made, and returned on the answer. */
  public record CallId(String name, Source source) {
    /** What it is made of. */
    public enum Source {
      /** The trace that {@code traceparent} names, else the request id. */
      TRACE,
      REQUEST
    }
  }

  /**
   * Whether requests of that place come under it.
   *
   * @param product the slug of the product that is called, or empty
   */
  public boolean matches(ExchangeScope scope, String product) {
    return (products.isEmpty() || products.contains(product)) && selector.matches(scope);
  }

  /** Whether nothing is required of requests of that place. */
  public boolean exempts(ExchangeScope scope) {
    for (RoutePattern pattern : exemptRoutes) {
      if (pattern.matches(scope)) {
        return true;
      }
    }
    return false;
  }
}
