package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.policy.HeaderContract;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The changes that a header contract makes to the headers of an allowed request. */
final class HeaderContractChanges {
  private static final String OPTIONAL_PREFIX = "x-";

  /** Headers that Envoy sets and uses itself. */
  private static final Set<String> ENVOY_HEADERS =
      Set.of("x-request-id", "x-forwarded-for", "x-forwarded-proto");

  private static final List<String> RESERVED_PREFIXES = List.of("x-envoy-", "x-sluice-");

  private HeaderContractChanges() {}

  static void apply(
      AuthorizationContext context, List<Header> callIds, List<Header> set, List<String> remove) {
    HeaderContract contract = context.headerContract();
    if (contract == null || contract.shadow()) {
      return;
    }
    for (HeaderContract.HeaderChoice choice : contract.headerChoices()) {
      if (context.input().header(choice.name()) == null) {
        set.add(new Header(choice.name(), choice.defaultValue()));
      }
    }
    set.addAll(callIds);
    contract.passedHeaders().ifPresent(passed -> removeUnlisted(passed, context, set, remove));
  }

  /**
   * Removes optional headers that the contract does not pass on. No name is both set and removed.
   */
  private static void removeUnlisted(
      Set<String> passed, AuthorizationContext context, List<Header> set, List<String> remove) {
    Set<String> kept = new HashSet<>(passed);
    set.forEach(header -> kept.add(header.name()));
    for (String name : context.input().headers().keySet()) {
      if (name.startsWith(OPTIONAL_PREFIX)
          && !kept.contains(name)
          && !ENVOY_HEADERS.contains(name)
          && RESERVED_PREFIXES.stream().noneMatch(name::startsWith)
          && !remove.contains(name)) {
        remove.add(name);
      }
    }
  }
}
