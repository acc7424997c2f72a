package dev.sluice.extauthz.policy;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.common.scope.RoutePattern;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A contract for the headers of selected requests: required headers, allowed values and headers
 * that are passed on. Header names are in lower case.
 *
 * @param products the slugs of published products; if empty, all products and the routes of the
 *     policy file
 * @param exemptRoutes the routes on which no header is required
 * @param tenantHeaders the headers that must name the tenant of the token
 * @param passedHeaders the headers with the prefix {@code x-} that reach the upstream; empty if all
 *     do
 * @param shadow true if violations are reported but not enforced, and no header is changed
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
   * A header that must be present exactly once, with a value.
   *
   * @param code the code of the denial of a request without the header
   */
  public record RequiredHeader(String name, String code) {}

  /** A header with a fixed set of values. The first one is the default. */
  public record HeaderChoice(String name, List<String> values) {
    public HeaderChoice {
      values = List.copyOf(values);
    }

    /** Returns the value for a request without the header. */
    public String defaultValue() {
      return values.getFirst();
    }
  }

  /**
   * A header with a call id. It is taken from the request or generated, and returned in the
   * response.
   */
  public record CallId(String name, Source source) {
    /** The source of a generated call id. */
    public enum Source {
      /** The trace id of {@code traceparent}, or else the request id. */
      TRACE,
      REQUEST
    }
  }

  /**
   * Returns true if the contract applies to a request.
   *
   * @param product the slug of the called product; empty if there is none
   */
  public boolean matches(ExchangeScope scope, String product) {
    return (products.isEmpty() || products.contains(product)) && selector.matches(scope);
  }

  /** Returns the headers whose values decide whether a request meets the contract. */
  public ExpressionReads reads() {
    Set<String> names = new HashSet<>(tenantHeaders);
    requiredHeaders.forEach(required -> names.add(required.name()));
    headerChoices.forEach(choice -> names.add(choice.name()));
    return ExpressionReads.ofHeaders(names);
  }

  /** Returns true if no header is required of a request. */
  public boolean exempts(ExchangeScope scope) {
    for (RoutePattern pattern : exemptRoutes) {
      if (pattern.matches(scope)) {
        return true;
      }
    }
    return false;
  }
}
