package dev.sluice.extauthz.server;

import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.Subscription;
import dev.sluice.config.v1.SubscriptionStatus;
import dev.sluice.extauthz.identity.issued.ApiKeyDigest;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.Instant;
import java.util.Set;

/** Reads credentials as the controller delivers them. */
final class CredentialReader {
  private CredentialReader() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming the credential, and what is wrong with it
   */
  static IssuedCredential read(String id, Credential credential) {
    try {
      if (!credential.getId().equals(id)) {
        throw new IllegalArgumentException("it has the id of another");
      }
      return new IssuedCredential(
          id,
          proof(credential),
          Set.copyOf(credential.getScopesList()),
          subscription(credential.getSubscription()),
          credential.getClientApp(),
          until(credential));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("credential " + id + ": " + e.getMessage(), e);
    }
  }

  private static CredentialProof proof(Credential credential) {
    return switch (credential.getProofCase()) {
      case API_KEY ->
          new CredentialProof.ApiKey(
              filled("prefix", credential.getApiKey().getPrefix()),
              new ApiKeyDigest(credential.getApiKey().getSha256().toByteArray()));
      case OAUTH_CLIENT ->
          new CredentialProof.OAuthClient(
              filled("issuer", credential.getOauthClient().getIssuer()),
              filled("client_id", credential.getOauthClient().getClientId()));
      case PROOF_NOT_SET -> throw new IllegalArgumentException("it has no proof");
    };
  }

  private static CredentialSubscription subscription(Subscription subscription) {
    return new CredentialSubscription(
        filled("subscription.id", subscription.getId()),
        filled("subscription.tenant.id", subscription.getTenant().getId()),
        subscription.getTenant().getSlug(),
        subscription.getTenant().getNumber(),
        filled("subscription.publish", subscription.getPublish()),
        filled("subscription.plan", subscription.getPlan()),
        subscription.getStatus() == SubscriptionStatus.SUBSCRIPTION_STATUS_ACTIVE);
  }

  /** The earlier of its ends; one that retires has an end in any case. */
  private static Instant until(Credential credential) {
    Instant expiry =
        credential.getExpiresAtMs() == 0
            ? Instant.MAX
            : Instant.ofEpochMilli(credential.getExpiresAtMs());
    return switch (credential.getStatus()) {
      case CREDENTIAL_STATUS_ACTIVE -> expiry;
      case CREDENTIAL_STATUS_RETIRING -> {
        Instant retirement = Instant.ofEpochMilli(credential.getRetireAtMs());
        yield retirement.isBefore(expiry) ? retirement : expiry;
      }
      case CREDENTIAL_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("its status is not known");
    };
  }

  private static String filled(String field, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty");
    }
    return value;
  }
}
