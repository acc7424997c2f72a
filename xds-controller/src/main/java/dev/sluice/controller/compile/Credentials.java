package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Credential;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Subscription;
import dev.sluice.controller.plan.CredentialPlan;
import dev.sluice.controller.plan.CredentialPlanner;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.CredentialTranslator;
import dev.sluice.controller.xds.XdsResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The credentials on the clusters of their publishes, and the revocations of those at their end.
 * The two are objects of their own: should a node refuse the one, the other must not come back.
 */
final class Credentials {
  private final FindingLedger findings;
  private final Sites sites;
  private final Placements placements;
  private final Deadlines deadlines = new Deadlines();

  Credentials(FindingLedger findings, Sites sites, Placements placements) {
    this.findings = findings;
    this.sites = sites;
    this.placements = placements;
  }

  /** The object that a credential is. */
  static String object(String id) {
    return "credentials/" + id;
  }

  private static String revocation(String id) {
    return object(id) + "/revocation";
  }

  /** Those that time alone makes different. */
  Deadlines deadlines() {
    return deadlines;
  }

  void compile(String id, DomainModel model, Instant now) {
    Optional<Credential> credential = model.find(Credential.class, id);
    Map<String, Set<String>> gateways =
        credential
            .flatMap(some -> model.find(Subscription.class, some.subscription()))
            .map(subscription -> sites.ofPublish(subscription.publish()))
            .orElse(Map.of());
    Optional<CredentialPlan> plan =
        gateways.isEmpty()
            ? Optional.empty()
            : credential.map(some -> CredentialPlanner.plan(model, some, now));
    deadlines.set(id, plan.map(CredentialPlan::until).orElse(Instant.MAX));
    findings.replace(object(id), plan.map(CredentialPlan::findings).orElse(List.of()));
    place(
        revocation(id),
        gateways,
        plan.flatMap(CredentialPlan::revocation),
        CredentialTranslator::revocation);
    place(
        object(id),
        gateways,
        plan.flatMap(CredentialPlan::credential),
        CredentialTranslator::credential);
  }

  /** What cannot be had as its rows say is not there at all: what it was before might be more. */
  private <T> void place(
      String object,
      Map<String, Set<String>> gateways,
      Optional<T> ir,
      Function<T, XdsResource> translator) {
    Encoder.Encoded encoded =
        Encoder.encode(object, List.of(), () -> ir.map(translator).map(List::of).orElse(List.of()));
    findings.replace(object + " encoded", encoded.findings());
    List<EncodedResource> resources = encoded.resources();
    placements.place(object, gateways, resources);
  }

  /** What nothing can be made of must not be used. */
  void withdraw(String id) {
    placements.withdraw(object(id));
  }
}
