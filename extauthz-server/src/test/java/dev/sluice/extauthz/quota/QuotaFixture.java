package dev.sluice.extauthz.quota;

import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Tier;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A clock that tests move, with credentials and plans. */
final class QuotaFixture implements InstantSource {
  private volatile Instant now;

  QuotaFixture(String time) {
    this.now = Instant.parse(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void moveTo(String time) {
    now = Instant.parse(time);
  }

  static Plan plan(long perDay, long perMonth) {
    return Plan.newBuilder()
        .setId("p")
        .setTier(Tier.TIER_FREE)
        .setPerMinute(60)
        .setBurst(10)
        .setPerDay(perDay)
        .setPerMonth(perMonth)
        .build();
  }

  static IssuedCredential credential(String subscription, String id) {
    return new IssuedCredential(
        id,
        new CredentialProof.OAuthClient("issuer", id),
        Set.of(),
        new CredentialSubscription(subscription, "tenant", "shop", 1, "publish", "p", true),
        "",
        Instant.MAX);
  }

  static QuotaKey key(String subscription, String credential, String day) {
    return new QuotaKey(
        subscription, credential, Math.toIntExact(LocalDate.parse(day).toEpochDay()));
  }

  /** Returns the number of requests that pass before one is denied, at most {@code most}. */
  static int passing(QuotaCounters counters, IssuedCredential credential, Plan plan, int most) {
    int passed = 0;
    while (passed < most && passes(counters.count(credential, plan))) {
      passed++;
    }
    return passed;
  }

  private static boolean passes(@Nullable QuotaUse use) {
    return use == null || use.passed();
  }
}
