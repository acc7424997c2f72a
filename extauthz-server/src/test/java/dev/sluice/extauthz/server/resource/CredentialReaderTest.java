package dev.sluice.extauthz.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.config.v1.ApiKey;
import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.CredentialStatus;
import dev.sluice.config.v1.OAuthClient;
import dev.sluice.config.v1.Subscription;
import dev.sluice.config.v1.SubscriptionStatus;
import dev.sluice.config.v1.Tenant;
import dev.sluice.extauthz.identity.issued.CredentialProof;
import dev.sluice.extauthz.identity.issued.CredentialSubscription;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

public class CredentialReaderTest {
  public static final Credential KEY =
      Credential.newBuilder()
          .setId("k1")
          .setApiKey(
              ApiKey.newBuilder()
                  .setPrefix("abcdefgh")
                  .setSha256(ByteString.copyFrom(new byte[32])))
          .setSubscription(
              Subscription.newBuilder()
                  .setId("s")
                  .setTenant(Tenant.newBuilder().setId("t").setSlug("acme").setNumber(7))
                  .setPublish("ai")
                  .setPlan("free")
                  .setStatus(SubscriptionStatus.SUBSCRIPTION_STATUS_ACTIVE))
          .setClientApp("app")
          .addScopes("chat")
          .setStatus(CredentialStatus.CREDENTIAL_STATUS_ACTIVE)
          .build();

  @Test
  void read_apiKey() {
    IssuedCredential read = CredentialReader.read("k1", KEY);
    assertEquals(new CredentialProof.LookupKey.KeyPrefix("abcdefgh"), read.proof().lookupKey());
    assertTrue(((CredentialProof.ApiKey) read.proof()).digest().matches(new byte[32]));
    assertEquals(
        new CredentialSubscription("s", "t", "acme", 7, "ai", "free", true), read.subscription());
    assertEquals(Set.of("chat"), read.scopes());
    assertEquals("app", read.clientAppId());
    assertEquals(Instant.MAX, read.expiresAt());
  }

  @Test
  void read_oauthClient_suspendedSubscription() {
    Credential.Builder client = KEY.toBuilder();
    client.setOauthClient(OAuthClient.newBuilder().setIssuer("corp").setClientId("c"));
    client.getSubscriptionBuilder().setStatus(SubscriptionStatus.SUBSCRIPTION_STATUS_SUSPENDED);
    IssuedCredential read = CredentialReader.read("k1", client.build());
    assertEquals(new CredentialProof.OAuthClient("corp", "c"), read.proof());
    assertEquals(false, read.subscription().active());
  }

  @Test
  void read_expiryAndRetirement_earlierApplies() {
    Credential expiring = KEY.toBuilder().setExpiresAtMs(2_000).setRetireAtMs(1_000).build();
    assertEquals(Instant.ofEpochMilli(2_000), CredentialReader.read("k1", expiring).expiresAt());
    Credential retiring =
        expiring.toBuilder().setStatus(CredentialStatus.CREDENTIAL_STATUS_RETIRING).build();
    assertEquals(Instant.ofEpochMilli(1_000), CredentialReader.read("k1", retiring).expiresAt());
    Credential undated = retiring.toBuilder().clearRetireAtMs().build();
    assertEquals(Instant.EPOCH, CredentialReader.read("k1", undated).expiresAt(), "not for ever");
  }

  @Test
  void read_invalidCredential_isNamed() {
    assertRefused("it has the id of another", KEY.toBuilder().setId("k2"));
    assertRefused("it has no proof", KEY.toBuilder().clearProof());
    assertRefused("its status is not known", KEY.toBuilder().clearStatus());
    assertRefused("subscription.id is empty", KEY.toBuilder().clearSubscription());
    Credential.Builder shortDigest = KEY.toBuilder();
    shortDigest.getApiKeyBuilder().setSha256(ByteString.copyFrom(new byte[20]));
    assertRefused("a digest has 20 bytes", shortDigest);
    Credential.Builder unprefixed = KEY.toBuilder();
    unprefixed.getApiKeyBuilder().clearPrefix();
    assertRefused("prefix is empty", unprefixed);
  }

  private static void assertRefused(String why, Credential.Builder credential) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> CredentialReader.read("k1", credential.build()));
    assertEquals("credential k1: " + why, e.getMessage());
  }
}
