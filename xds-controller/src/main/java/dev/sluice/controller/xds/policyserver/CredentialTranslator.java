package dev.sluice.controller.xds.policyserver;

import com.google.protobuf.ByteString;
import dev.sluice.config.v1.ApiKey;
import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.CredentialStatus;
import dev.sluice.config.v1.OAuthClient;
import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.Subscription;
import dev.sluice.config.v1.SubscriptionStatus;
import dev.sluice.controller.ir.access.CredentialIr;
import dev.sluice.controller.ir.access.CredentialProofIr;
import dev.sluice.controller.ir.access.CredentialRevocationIr;
import java.time.Instant;

/** A translator of credentials and their revocations. */
public final class CredentialTranslator {
  private CredentialTranslator() {}

  /** Returns the message of a credential that may be used. */
  public static Credential credential(CredentialIr credential) {
    Credential.Builder translated =
        Credential.newBuilder()
            .setId(credential.id())
            .setSubscription(
                Subscription.newBuilder()
                    .setId(credential.subscription())
                    .setTenant(PublishTranslator.tenant(credential.tenant()))
                    .setPublish(credential.publish())
                    .setPlan(credential.plan())
                    .setStatus(SubscriptionStatus.SUBSCRIPTION_STATUS_ACTIVE))
            .setClientApp(credential.clientApp())
            .addAllScopes(credential.scopes())
            .setStatus(CredentialStatus.CREDENTIAL_STATUS_ACTIVE);
    proof(credential.proof(), translated);
    credential.expires().map(Instant::toEpochMilli).ifPresent(translated::setExpiresAtMs);
    credential
        .retires()
        .map(Instant::toEpochMilli)
        .ifPresent(at ->
            translated.setRetireAtMs(at).setStatus(CredentialStatus.CREDENTIAL_STATUS_RETIRING));
    return translated.build();
  }

  private static void proof(CredentialProofIr proof, Credential.Builder credential) {
    switch (proof) {
      case CredentialProofIr.ApiKey(var prefix, var digest) ->
          credential.setApiKey(
              ApiKey.newBuilder().setPrefix(prefix).setSha256(ByteString.copyFrom(digest.bytes())));
      case CredentialProofIr.OAuthClient(var issuer, var clientId) ->
          credential.setOauthClient(
              OAuthClient.newBuilder().setIssuer(issuer).setClientId(clientId));
    }
  }

  /** Returns the message of a credential that has ended. */
  public static Revocation revocation(CredentialRevocationIr revocation) {
    return Revocation.newBuilder()
        .setId(revocation.id())
        .setPrefix(revocation.prefix())
        .setRevokedAtMs(revocation.at().toEpochMilli())
        .build();
  }
}
