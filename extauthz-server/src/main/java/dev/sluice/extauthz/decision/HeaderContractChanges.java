package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.policy.HeaderContract;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a header contract changes of an allowed request. */
final class HeaderContractChanges {
  private static final String OPTIONAL_PREFIX = "x-";

  /** What Envoy says of the request, and needs itself. */
  private static final Set<String> ENVOYS =
      Set.of("x-request-id", "x-forwarded-for", "x-forwarded-proto");

  private static final List<String> ENVOYS_OWN = List.of("x-envoy-", "x-sluice-");

  private HeaderContractChanges() {}

  static void apply(
      AuthorizationContext exchange, List<Header> callIds, List<Header> set, List<String> remove) {
    HeaderContract contract = exchange.headerContract();
    if (contract == null || contract.shadow()) {
      return;
    }
    for (HeaderContract.HeaderChoice choice : contract.headerChoices()) {
      if (exchange.input().header(choice.name()) == null) {
        set.add(new Header(choice.name(), choice.defaultValue()));
      }
    }
    set.addAll(callIds);
    contract.passedHeaders().ifPresent(passed -> keep(passed, exchange, set, remove));
  }

  /** No name is both set and removed. */
  private static void keep(
      Set<String> passed, AuthorizationContext exchange, List<Header> set, List<String> remove) {
    Set<String> kept = new HashSet<>(passed);
    set.forEach(header -> kept.add(header.name()));
    for (String name : exchange.input().headers().keySet()) {
      if (name.startsWith(OPTIONAL_PREFIX)
          && !kept.contains(name)
          && !ENVOYS.contains(name)
          && ENVOYS_OWN.stream().noneMatch(name::startsWith)
          && !remove.contains(name)) {
        remove.add(name);
      }
    }
  }
}
