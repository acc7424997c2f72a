package dev.sluice.extproc.policy;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.List;
import java.util.Optional;

/**
 * A rule about the language models that callers may use.
 *
 * @param name the kind and the id of the rule, as in records
 * @param products the products to which it applies, by slug; empty for all
 * @param allow the models that may always be used; without a deny list, no others
 * @param deny the models that may not be used
 * @param shadow true if a violation is reported but not enforced
 */
public record ModelRule(
    String name,
    ExchangeSelector where,
    List<String> products,
    Optional<List<String>> allow,
    Optional<List<String>> deny,
    boolean shadow) {
  private static final String ANY = "*";

  public ModelRule {
    products = List.copyOf(products);
    allow = allow.map(List::copyOf);
    deny = deny.map(List::copyOf);
  }

  /** Returns whether the rule applies to an exchange. */
  boolean covers(ExchangeScope scope, String product) {
    return (products.isEmpty() || products.contains(product)) && where.matches(scope);
  }

  /** Returns whether a model may be used. */
  boolean permits(String alias) {
    if (allow.isPresent() && names(allow.get(), alias)) {
      return true;
    }
    return deny.isPresent() && !names(deny.get(), alias);
  }

  private static boolean names(List<String> patterns, String alias) {
    for (String pattern : patterns) {
      boolean named =
          pattern.endsWith(ANY)
              ? alias.startsWith(pattern.substring(0, pattern.length() - 1))
              : alias.equals(pattern);
      if (named) {
        return true;
      }
    }
    return false;
  }
}
