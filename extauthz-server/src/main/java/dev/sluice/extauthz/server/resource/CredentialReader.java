package dev.sluice.extauthz.server.resource;

import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.Subscription;
import dev.sluice.config.v1.SubscriptionStatus;
import dev.sluice.extauthz.identity.issued.ApiKeyDigest;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.Instant;
import java.util.Set;

/** A reader of credentials from the controller. */
public final class CredentialReader {
  private CredentialReader() {}

  /**
   * Reads a credential.
   *
   * @throws IllegalArgumentException if the credential is invalid; the message names it and the
   *     fault
   */
  public static IssuedCredential read(String id, Credential credential) {
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
          expiresAt(credential));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("credential " + id + ": " + e.getMessage(), e);
    }
  }

  private static CredentialProof proof(Credential credential) {
    return switch (credential.getProofCase()) {
      case API_KEY ->
          new CredentialProof.ApiKey(
              required("prefix", credential.getApiKey().getPrefix()),
              new ApiKeyDigest(credential.getApiKey().getSha256().toByteArray()));
      case OAUTH_CLIENT ->
          new CredentialProof.OAuthClient(
              required("issuer", credential.getOauthClient().getIssuer()),
              required("client_id", credential.getOauthClient().getClientId()));
      case PROOF_NOT_SET -> throw new IllegalArgumentException("it has no proof");
    };
  }

  private static CredentialSubscription subscription(Subscription subscription) {
    return new CredentialSubscription(
        required("subscription.id", subscription.getId()),
        required("subscription.tenant.id", subscription.getTenant().getId()),
        subscription.getTenant().getSlug(),
        subscription.getTenant().getNumber(),
        required("subscription.publish", subscription.getPublish()),
        required("subscription.plan", subscription.getPlan()),
        subscription.getStatus() == SubscriptionStatus.SUBSCRIPTION_STATUS_ACTIVE);
  }

  /**
   * Returns the earlier of expiry and retirement. A retiring credential always has a retirement
   * time.
   */
  private static Instant expiresAt(Credential credential) {
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

  private static String required(String field, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty");
    }
    return value;
  }
}
