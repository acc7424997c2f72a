package dev.sluice.controller.plan;

import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.Credential;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Subscription;
import dev.sluice.controller.domain.SubscriptionStatus;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.ir.CredentialIr;
import dev.sluice.controller.ir.ProofIr;
import dev.sluice.controller.ir.RevocationIr;
import dev.sluice.controller.ir.TenantIr;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans credentials. One that is at its end is told as a revocation for a week: as long as a server
 * may have been stopped that still starts with its last good copy. Ends are heeded by the servers
 * to the millisecond; here they count by whole hours, so that all controllers come to the same.
 */
public final class CredentialPlanner {
  private static final Duration REVOCATION_LASTS = Duration.ofDays(7);
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private CredentialPlanner() {}

  /** A pure function of the model and of the time. */
  public static CredentialPlan plan(DomainModel model, Credential credential, Instant now) {
    Optional<Subscription> subscription = model.find(Subscription.class, credential.subscription());
    if (subscription.isEmpty()) {
      return CredentialPlan.nothing(Instant.MAX);
    }
    Optional<Instant> end =
        Stream.of(credential.end(), subscription.get().ended())
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    boolean ended = credential.ended().isPresent() || subscription.get().ended().isPresent();
    if (end.isPresent() && (ended || !now.isBefore(hour(end.get())))) {
      return over(credential, end.get(), now);
    }
    Instant until = end.map(CredentialPlanner::hour).orElse(Instant.MAX);
    return usable(model, credential, subscription.get(), until);
  }

  private static CredentialPlan over(Credential credential, Instant end, Instant now) {
    Instant until = hour(end.isBefore(LATEST) ? end.plus(REVOCATION_LASTS) : LATEST);
    if (!now.isBefore(until)) {
      return CredentialPlan.nothing(Instant.MAX);
    }
    String prefix = credential.proof() instanceof ProofIr.ApiKey key ? key.prefix() : "";
    return new CredentialPlan(
        Optional.empty(),
        Optional.of(new RevocationIr(credential.id(), prefix, end)),
        until,
        List.of());
  }

  private static CredentialPlan usable(
      DomainModel model, Credential credential, Subscription subscription, Instant until) {
    if (subscription.status() != SubscriptionStatus.ACTIVE || appInactive(model, credential)) {
      return CredentialPlan.nothing(until);
    }
    Findings findings = new Findings();
    Optional<TenantIr> tenant = tenant(model, subscription, findings);
    return new CredentialPlan(
        tenant.map(customer -> credential(credential, subscription, customer)),
        Optional.empty(),
        until,
        findings.all());
  }

  private static CredentialIr credential(
      Credential credential, Subscription subscription, TenantIr customer) {
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

  private static boolean appInactive(DomainModel model, Credential credential) {
    return credential
        .clientApp()
        .filter(id -> model.find(ClientApp.class, id).filter(ClientApp::active).isEmpty())
        .isPresent();
  }

  private static Optional<TenantIr> tenant(
      DomainModel model, Subscription subscription, Findings findings) {
    Optional<Tenant> active =
        model.find(Tenant.class, subscription.tenant()).filter(Tenant::active);
    if (active.isEmpty()) {
      findings.add("subscriptions", subscription.id(), "tenant_id", "the tenant is not active");
    }
    return active.map(tenant -> new TenantIr(tenant.id(), tenant.slug(), tenant.number()));
  }

  /** The first full hour not before that time. */
  private static Instant hour(Instant time) {
    Instant begun = time.truncatedTo(ChronoUnit.HOURS);
    return begun.equals(time) ? time : begun.plus(Duration.ofHours(1));
  }
}
