package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.PublishLocations;
import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.ObjectEncoder;
import dev.sluice.controller.compile.object.RecompileSchedule;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.policyserver.CredentialPlanner;
import dev.sluice.controller.plan.policyserver.PlannedCredential;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.policyserver.CredentialTranslator;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The compiled credentials, and the revocations of those that have ended. The two are separate
 * objects: if a node rejects one, the other is not rolled back.
 */
final class CompiledCredentials {
  private final ActiveFindings findings;
  private final PublishLocations locations;
  private final ObjectPlacements placements;
  private final RecompileSchedule schedule = new RecompileSchedule();

  CompiledCredentials(
      ActiveFindings findings, PublishLocations locations, ObjectPlacements placements) {
    this.findings = findings;
    this.locations = locations;
    this.placements = placements;
  }

  /** Returns the name of the object of a credential. */
  static String object(String id) {
    return "credentials/" + id;
  }

  private static String revocation(String id) {
    return object(id) + "/revocation";
  }

  /** Returns the schedule of credentials that change with time. */
  RecompileSchedule schedule() {
    return schedule;
  }

  void compile(String id, DomainModel model, Instant now) {
    Optional<CustomerCredential> credential = model.find(CustomerCredential.class, id);
    Map<String, Set<String>> gateways =
        credential
            .flatMap(present -> model.find(CustomerSubscription.class, present.subscription()))
            .map(subscription -> locations.locationsOf(subscription.publish()))
            .orElse(Map.of());
    Optional<PlannedCredential> plan =
        gateways.isEmpty()
            ? Optional.empty()
            : credential.map(present -> CredentialPlanner.plan(model, present, now));
    schedule.schedule(id, plan.map(PlannedCredential::until).orElse(Instant.MAX));
    findings.replace(object(id), plan.map(PlannedCredential::findings).orElse(List.of()));
    place(
        revocation(id),
        gateways,
        plan.flatMap(PlannedCredential::revocation),
        ended ->
            new XdsResource(ResourceType.REVOCATION, id, CredentialTranslator.revocation(ended)));
    place(
        object(id),
        gateways,
        plan.flatMap(PlannedCredential::credential),
        usable ->
            new XdsResource(ResourceType.CREDENTIAL, id, CredentialTranslator.credential(usable)));
  }

  /**
   * Places an object. One that cannot be encoded is removed, because its earlier state may grant
   * more.
   */
  private <T> void place(
      String object,
      Map<String, Set<String>> gateways,
      Optional<T> ir,
      Function<T, XdsResource> translator) {
    ObjectEncoder.EncodedObject encoded =
        ObjectEncoder.encode(
            object, List.of(), () -> ir.map(translator).map(List::of).orElse(List.of()));
    findings.replace(object + " encoded", encoded.findings());
    List<EncodedResource> resources = encoded.resources();
    placements.place(object, gateways, resources);
  }

  /** Removes a credential that cannot be compiled, because it must not be used. */
  void remove(String id) {
    placements.remove(object(id));
  }
}
