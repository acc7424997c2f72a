package dev.sluice.controller.compile.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.compile.CompileResult;
import dev.sluice.controller.compile.FakeSecretSource;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.compile.RandomEntities;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.testkit.TestTranslator;
import dev.sluice.controller.xds.GatewayTranslator;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CompiledSecretsTest {
  private final RandomEntities world = new RandomEntities(new Random(9));
  private final FakeSecretSource source = new FakeSecretSource();
  private final GatewayTranslator translator = TestTranslator.create();
  private final IncrementalCompiler compiler =
      new IncrementalCompiler(translator, source, "example.com");

  @BeforeEach
  void begin() {
    compiler.apply(new DomainChange.Incremental(world.whole(), List.of()), Instant.EPOCH);
  }

  private CompileResult encrypt(String secret) {
    return compiler.apply(
        new DomainChange.Incremental(List.of(world.encrypted(secret)), List.of()), Instant.EPOCH);
  }

  private static ServedObject object(CompileResult compiled, String name) {
    return compiled.objects().stream()
        .filter(object -> object.object().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listener_withSecret_dependsOnIt() {
    CompileResult compiled = encrypt("one");
    ServedObject secret = object(compiled, "secrets/one");
    assertEquals(Set.of("gateway"), secret.gateways());
    assertEquals(
        List.of("secret/one"), secret.resources().stream().map(EncodedResource::name).toList());
    assertEquals(Set.of("secrets/one"), object(compiled, "gateways/g").dependencies());
    assertEquals(Set.of("one"), source.retained);
  }

  @Test
  void secret_replaced_isTheOnlyChange() {
    encrypt("one");
    assertEquals(List.of(), compiler.refreshSecrets().objects());
    source.chain = "second";
    CompileResult compiled = compiler.refreshSecrets();
    assertEquals(
        List.of("secrets/one"), compiled.objects().stream().map(ServedObject::object).toList());
  }

  @Test
  void secret_invalid_isFindingOnServedListener() {
    encrypt("one");
    source.problems.put("one", List.of("secret one: is bad"));
    CompileResult compiled = compiler.refreshSecrets();
    PlanFinding finding =
        new PlanFinding("gateway_listeners/l", "secret_ref", "secret one: is bad");
    assertEquals(List.of(finding), compiled.findings().appeared());
    assertEquals(List.of(), compiled.objects());
    source.problems.clear();
    assertEquals(List.of(finding), compiler.refreshSecrets().findings().gone());
  }

  @Test
  void secret_missing_listenerIsServed() {
    CompileResult compiled = encrypt("bad");
    assertEquals(List.of(), object(compiled, "secrets/bad").resources());
    assertFalse(object(compiled, "gateways/g").resources().isEmpty());
  }

  @Test
  void listener_otherSecret_replacesTheFirst() {
    encrypt("one");
    CompileResult compiled = encrypt("two");
    assertTrue(object(compiled, "secrets/one").gateways().isEmpty());
    assertEquals(Set.of("gateway"), object(compiled, "secrets/two").gateways());
    assertEquals(Set.of("two"), source.retained);
  }

  @Test
  void savedSecret_restored_isReadFromSource() {
    ServedObject saved =
        new ServedObject("c", "secrets/one", Set.of("gateway"), List.of(), Set.of());
    ServedObject current = CompiledSecrets.withCurrentCertificate(saved, source, translator);
    assertEquals(object(encrypt("one"), "secrets/one").resources(), current.resources());
    ServedObject other = new ServedObject("c", "gateways/g", Set.of(), List.of(), Set.of());
    assertTrue(CompiledSecrets.isSecret(saved));
    assertFalse(CompiledSecrets.isSecret(other));
  }

  @Test
  void secret_asText_hidesKey() {
    assertFalse(encrypt("one").toString().contains(FakeSecretSource.KEY));
  }
}
