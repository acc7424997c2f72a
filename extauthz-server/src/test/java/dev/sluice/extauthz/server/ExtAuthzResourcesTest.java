package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.sluice.common.ads.ResourceChange;
import dev.sluice.common.ads.ResourceSubscription;
import dev.sluice.common.waf.UnsearchedWafRoutes;
import dev.sluice.common.waf.WafPart;
import dev.sluice.config.v1.AddressBlock;
import dev.sluice.config.v1.AddressBlock.Action;
import dev.sluice.config.v1.Credential;
import dev.sluice.config.v1.EmergencyFactor;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Plan;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.Route;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.server.resource.CredentialReaderTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExtAuthzResourcesTest {
  private static final Credential KEY = CredentialReaderTest.KEY;
  private final ExtAuthzResources resources =
      new ExtAuthzResources(new UnsearchedWafRoutes(WafPart.REQUEST_LINE_AND_HEADERS, false));

  @Test
  void subscriptions_eachTypeOnce() {
    assertEquals(
        List.of("Revocation", "AddressBlock", "EmergencyFactor", "Publish", "Plan", "Credential"),
        resources.subscriptions().stream()
            .map(subscription -> subscription.typeUrl().replaceAll(".*\\.", ""))
            .toList());
  }

  @Test
  void apply_eachType_updatesItsTable() {
    Publish publish =
        Publish.newBuilder()
            .setId("ai")
            .addRoutes(
                Route.newBuilder().setId("ai/chat").setPath(PathMatch.newBuilder().setPrefix("/")))
            .build();
    apply(Publish.class, Map.of("ai", publish), Set.of());
    apply(
        Plan.class,
        Map.of("free", Plan.newBuilder().setId("free").setPerMinute(1).setBurst(1).build()),
        Set.of());
    apply(Credential.class, Map.of("k1", KEY), Set.of());
    assertEquals("ai", resources.publishes().byId("ai/chat").orElseThrow().publish());
    assertEquals(1, resources.plans().byId("free").orElseThrow().getBurst());
    assertEquals("k1", resources.credentials().byPrefix("abcdefgh").orElseThrow().id());

    apply(Revocation.class, Map.of("k1", Revocation.newBuilder().setId("k1").build()), Set.of());
    assertTrue(resources.credentials().byPrefix("abcdefgh").isEmpty());
    assertEquals(1, resources.credentials().size());
    apply(Credential.class, Map.of(), Set.of("k1"));
    assertEquals(0, resources.credentials().size());
  }

  @Test
  void apply_tokenAndTenantRevocations() {
    Revocation.Builder token = Revocation.newBuilder().setId("r1");
    token.getTokenBuilder().setIssuer("corp").setJti("j");
    Revocation.Builder subject = Revocation.newBuilder().setId("r2").setIssuedBeforeMs(5_000);
    subject.getSubjectBuilder().setIssuer("corp").setSubject("u");
    Revocation.Builder issuer = Revocation.newBuilder().setId("r3").setIssuer("old");
    Revocation.Builder tenant = Revocation.newBuilder().setId("r4");
    tenant.getTenantBuilder().setId("t").setSlug("acme").setNumber(7);
    apply(
        Revocation.class,
        Map.of(
            "r1", token.build(),
            "r2", subject.build(),
            "r3", issuer.build(),
            "r4", tenant.build()),
        Set.of());
    assertEquals(4, resources.revocations().size());
    assertTrue(resources.revocations().isTokenRevoked("corp", "j", "v", "x", 9));
    assertTrue(resources.revocations().isTokenRevoked("corp", "", "u", "x", 4));
    assertFalse(resources.revocations().isTokenRevoked("corp", "", "u", "x", 5));
    assertTrue(resources.revocations().isTokenRevoked("old", "", "v", "x", 9));
    for (String name : List.of("t", "acme", "7")) {
      assertTrue(resources.credentialRegistry().revocations().get().isTenantRevoked(name));
    }
    apply(Revocation.class, Map.of(), Set.of("r1", "r2", "r3", "r4"));
    assertEquals(0, resources.revocations().size());
  }

  @Test
  void apply_incompleteRevocation_isRejected() {
    Revocation.Builder invalid = Revocation.newBuilder().setId("r1");
    invalid.getTokenBuilder().setIssuer("corp");
    assertThrows(
        IllegalArgumentException.class,
        () -> apply(Revocation.class, Map.of("r1", invalid.build()), Set.of()));
    assertEquals(0, resources.revocations().size());
  }

  @Test
  void apply_oneInvalidCredential_isRejected() {
    Credential invalid = KEY.toBuilder().setId("k2").clearProof().build();
    assertThrows(
        IllegalArgumentException.class,
        () -> apply(Credential.class, Map.of("k1", KEY, "k2", invalid), Set.of()));
    assertEquals(0, resources.credentials().size());
  }

  @Test
  void apply_addressBlocks_changesAreSeen() {
    AddressBlock.Builder block =
        AddressBlock.newBuilder().setCidr("203.0.113.0/24").setAction(Action.ACTION_DENY);
    block.getTenantBuilder().setId("t").setSlug("acme").setNumber(7);
    apply(AddressBlock.class, Map.of("b1", block.build()), Set.of());
    IpAddress client = IpAddress.parse("203.0.113.9").orElseThrow();
    for (String name : List.of("t", "acme", "7")) {
      assertEquals("address:b1", rule(name, client, 0));
    }
    assertEquals("", rule("", client, 0));
    apply(
        AddressBlock.class, Map.of("b1", block.clearTenant().setExpiresAtMs(5).build()), Set.of());
    assertEquals("address:b1", rule("", client, 4));
    assertEquals("", rule("", client, 5));
    apply(AddressBlock.class, Map.of(), Set.of("b1"));
    assertEquals(0, resources.networkRules().size());
  }

  private String rule(String tenant, IpAddress client, long nowMillis) {
    return Optional.ofNullable(resources.networkRules().find(tenant, client, nowMillis))
        .map(NetworkRule::name)
        .orElse("");
  }

  @Test
  void apply_invalidAddressBlock_isRejected() {
    AddressBlock block =
        AddressBlock.newBuilder().setCidr("203.0.113.1/24").setAction(Action.ACTION_DENY).build();
    for (AddressBlock invalid :
        List.of(block, block.toBuilder().setCidr("203.0.113.0/24").clearAction().build())) {
      assertThrows(
          IllegalArgumentException.class,
          () -> apply(AddressBlock.class, Map.of("b1", invalid), Set.of()));
    }
    assertEquals(0, resources.networkRules().size());
  }

  @Test
  void apply_emergencyFactors_smallestCounts() {
    EmergencyFactor all = EmergencyFactor.newBuilder().setName("all").setFactor(0.5).build();
    EmergencyFactor prod =
        EmergencyFactor.newBuilder()
            .setName("prod")
            .setFactor(0.1)
            .setEnvironment(Environment.ENVIRONMENT_PROD)
            .setExpiresAtMs(100)
            .build();
    apply(EmergencyFactor.class, Map.of("f1", all, "f2", prod), Set.of());
    assertEquals(0.5, resources.factors().of("dev", 0));
    assertEquals(0.1, resources.factors().of("prod", 99));
    assertEquals(0.5, resources.factors().of("prod", 100));
    assertEquals(List.of("0.5 (all)", "0.1 in prod (prod)"), resources.factors().describe(0));
    EmergencyFactor invalid = all.toBuilder().setFactor(1.5).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> apply(EmergencyFactor.class, Map.of("f1", invalid), Set.of()));
    apply(EmergencyFactor.class, Map.of(), Set.of("f1", "f2"));
    assertEquals(1, resources.factors().of("prod", 0));
  }

  @Test
  void apply_factorOfRoute_coversTheRouteAlone() {
    EmergencyFactor all = EmergencyFactor.newBuilder().setName("all").setFactor(0.5).build();
    EmergencyFactor route = all.toBuilder().setName("auto").setRoute("p/r").setFactor(0.25).build();
    apply(EmergencyFactor.class, Map.of("f1", route), Set.of());
    assertEquals(0.25, resources.factors().of("prod", "p/r", 0));
    assertEquals(1, resources.factors().of("prod", "p/other", 0));
    assertEquals(1, resources.factors().of("prod", 0));
    apply(EmergencyFactor.class, Map.of("f2", all), Set.of());
    assertEquals(0.25, resources.factors().of("prod", "p/r", 0));
    assertEquals(0.5, resources.factors().of("prod", "p/other", 0));
    apply(EmergencyFactor.class, Map.of(), Set.of("f1"));
    assertEquals(0.5, resources.factors().of("prod", "p/r", 0));
  }

  @Test
  void describe_manyRoutes_isBounded() {
    Map<String, EmergencyFactor> many = new TreeMap<>();
    for (int i = 100; i < 150; i++) {
      many.put(
          "f" + i,
          EmergencyFactor.newBuilder().setName("auto").setRoute("p/" + i).setFactor(0.5).build());
    }
    apply(EmergencyFactor.class, many, Set.of());
    List<String> texts = resources.factors().describe(0);
    assertEquals(21, texts.size());
    assertEquals("and 30 more", texts.getLast());
  }

  private <T extends Message> void apply(Class<T> kind, Map<String, T> changed, Set<String> gone) {
    for (ResourceSubscription<?> subscription : resources.subscriptions()) {
      if (subscription.typeUrl().endsWith("." + kind.getSimpleName())) {
        apply(subscription, changed, gone);
      }
    }
  }

  // The caller selects the subscription by the type of the messages.
  @SuppressWarnings("unchecked")
  private static <T extends Message> void apply(
      ResourceSubscription<?> subscription, Map<String, T> changed, Set<String> gone) {
    ((ResourceSubscription<T>) subscription).apply().accept(new ResourceChange<>(changed, gone));
  }
}
