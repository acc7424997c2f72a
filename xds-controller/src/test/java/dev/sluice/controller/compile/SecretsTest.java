package dev.sluice.controller.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.domain.DomainChange;
import dev.sluice.controller.plan.PlanFinding;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.resources.ServedObject;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.TranslatorSettings;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  private final SmallWorld world = new SmallWorld(new Random(9));
  private final Certified source = new Certified();
  private final GatewayTranslator translator =
      new GatewayTranslator(
          new TranslatorSettings(
              List.of(new HostPort("127.0.0.1", 9001)),
              List.of(new HostPort("127.0.0.1", 9002)),
              "0.0.0.0",
              0,
              ""));
  private final IncrementalCompiler compiler =
      new IncrementalCompiler(translator, source, "example.com");

  @BeforeEach
  void begin() {
    compiler.apply(new DomainChange.Some(world.whole(), List.of()), Instant.EPOCH);
  }

  private Compiled encrypt(String secret) {
    return compiler.apply(
        new DomainChange.Some(List.of(world.encrypted(secret)), List.of()), Instant.EPOCH);
  }

  private static ServedObject object(Compiled compiled, String name) {
    return compiled.objects().stream()
        .filter(object -> object.object().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listener_bringsItsSecret_andNeedsIt() {
    Compiled compiled = encrypt("one");
    ServedObject secret = object(compiled, "secrets/one");
    assertEquals(Set.of("gateway"), secret.gateways());
    assertEquals(
        List.of("secret/one"), secret.resources().stream().map(EncodedResource::name).toList());
    assertEquals(Set.of("secrets/one"), object(compiled, "gateways/g").needs());
    assertEquals(Set.of("one"), source.retained);
  }

  @Test
  void secretReplaced_nothingElseIsDifferent() {
    encrypt("one");
    assertEquals(List.of(), compiler.refreshSecrets().objects());
    source.chain = "second";
    Compiled compiled = compiler.refreshSecrets();
    assertEquals(
        List.of("secrets/one"), compiled.objects().stream().map(ServedObject::object).toList());
  }

  @Test
  void problem_isAFindingOnTheListener_whichStays() {
    encrypt("one");
    source.problems.put("one", List.of("secret one: is bad"));
    Compiled compiled = compiler.refreshSecrets();
    PlanFinding finding =
        new PlanFinding("gateway_listeners/l", "secret_ref", "secret one: is bad");
    assertEquals(List.of(finding), compiled.findings().appeared());
    assertEquals(List.of(), compiled.objects());
    source.problems.clear();
    assertEquals(List.of(finding), compiler.refreshSecrets().findings().gone());
  }

  @Test
  void secretMissing_itsListenerIsThere() {
    Compiled compiled = encrypt("bad");
    assertEquals(List.of(), object(compiled, "secrets/bad").resources());
    assertFalse(object(compiled, "gateways/g").resources().isEmpty());
  }

  @Test
  void otherSecret_takesThePlaceOfTheFirst() {
    encrypt("one");
    Compiled compiled = encrypt("two");
    assertTrue(object(compiled, "secrets/one").gateways().isEmpty());
    assertEquals(Set.of("gateway"), object(compiled, "secrets/two").gateways());
    assertEquals(Set.of("two"), source.retained);
  }

  @Test
  void saved_isFilledFromItsSource() {
    ServedObject saved =
        new ServedObject("c", "secrets/one", Set.of("gateway"), List.of(), Set.of());
    ServedObject current = Secrets.current(saved, source, translator);
    assertEquals(object(encrypt("one"), "secrets/one").resources(), current.resources());
    ServedObject other = new ServedObject("c", "gateways/g", Set.of(), List.of(), Set.of());
    assertTrue(Secrets.isSecret(saved));
    assertFalse(Secrets.isSecret(other));
  }

  @Test
  void key_isInNoText() {
    assertFalse(encrypt("one").toString().contains(Certified.KEY));
  }
}
