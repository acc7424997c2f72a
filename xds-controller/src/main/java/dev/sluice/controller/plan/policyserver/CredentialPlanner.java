package dev.sluice.controller.plan.policyserver;

import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.domain.value.SubscriptionStatus;
import dev.sluice.controller.ir.access.CredentialIr;
import dev.sluice.controller.ir.access.CredentialProofIr;
import dev.sluice.controller.ir.access.CredentialRevocationIr;
import dev.sluice.controller.ir.access.TenantIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A planner of credentials. A credential that has ended is delivered as a revocation for a week,
 * because a policy server may start from a state of that age.
 *
 * <p>Policy servers apply ends to the millisecond. The planner rounds them up to full hours, so
 * that all controllers plan the same.
 */
public final class CredentialPlanner {
  private static final Duration REVOCATION_LASTS = Duration.ofDays(7);
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private CredentialPlanner() {}

  /** Plans a credential at a point in time. */
  public static PlannedCredential plan(
      DomainModel model, CustomerCredential credential, Instant now) {
    Optional<CustomerSubscription> subscription =
        model.find(CustomerSubscription.class, credential.subscription());
    if (subscription.isEmpty()) {
      return PlannedCredential.none(Instant.MAX);
    }
    Optional<Instant> end =
        Stream.of(credential.earliestEnd(), subscription.get().ended())
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    boolean ended = credential.ended().isPresent() || subscription.get().ended().isPresent();
    if (end.isPresent() && (ended || !now.isBefore(firstFullHour(end.get())))) {
      return over(credential, end.get(), now);
    }
    Instant until = end.map(CredentialPlanner::firstFullHour).orElse(Instant.MAX);
    return usable(model, credential, subscription.get(), until);
  }

  private static PlannedCredential over(CustomerCredential credential, Instant end, Instant now) {
    Instant until = firstFullHour(end.isBefore(LATEST) ? end.plus(REVOCATION_LASTS) : LATEST);
    if (!now.isBefore(until)) {
      return PlannedCredential.none(Instant.MAX);
    }
    String prefix = credential.proof() instanceof CredentialProofIr.ApiKey key ? key.prefix() : "";
    return new PlannedCredential(
        Optional.empty(),
        Optional.of(new CredentialRevocationIr(credential.id(), prefix, end)),
        until,
        List.of());
  }

  private static PlannedCredential usable(
      DomainModel model,
      CustomerCredential credential,
      CustomerSubscription subscription,
      Instant until) {
    if (subscription.status() != SubscriptionStatus.ACTIVE || appInactive(model, credential)) {
      return PlannedCredential.none(until);
    }
    FindingCollector findings = new FindingCollector();
    Optional<TenantIr> tenant = tenant(model, subscription, findings);
    return new PlannedCredential(
        tenant.map(customer -> credential(credential, subscription, customer)),
        Optional.empty(),
        until,
        findings.all());
  }

  private static CredentialIr credential(
      CustomerCredential credential, CustomerSubscription subscription, TenantIr customer) {
    return new CredentialIr(
        credential.id(),
        subscription.id(),
        customer,
        subscription.publish(),
        subscription.plan(),
        credential.clientApp().orElse(""),
        credential.proof(),
        credential.scopes(),
        credential.expires(),
        credential.retires());
  }

  private static boolean appInactive(DomainModel model, CustomerCredential credential) {
    return credential
        .clientApp()
        .filter(id -> model.find(ClientApp.class, id).filter(ClientApp::active).isEmpty())
        .isPresent();
  }

  private static Optional<TenantIr> tenant(
      DomainModel model, CustomerSubscription subscription, FindingCollector findings) {
    Optional<Tenant> active =
        model.find(Tenant.class, subscription.tenant()).filter(Tenant::active);
    if (active.isEmpty()) {
      findings.add("subscriptions", subscription.id(), "tenant_id", "the tenant is not active");
    }
    return active.map(tenant -> new TenantIr(tenant.id(), tenant.slug(), tenant.number()));
  }

  /**
   * Returns the first full hour that is not before a time. Ends of credentials and revocations take
   * effect then, so that all controllers compile the same.
   */
  public static Instant firstFullHour(Instant time) {
    Instant begun = time.truncatedTo(ChronoUnit.HOURS);
    return begun.equals(time) ? time : begun.plus(Duration.ofHours(1));
  }
}
