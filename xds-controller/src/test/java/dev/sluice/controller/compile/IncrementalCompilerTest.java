package dev.sluice.controller.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.EntityKey;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.object.ResourceDifference;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.testkit.TestTranslator;
import dev.sluice.controller.xds.GatewayTranslator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IncrementalCompilerTest {
  private static final GatewayTranslator TRANSLATOR = TestTranslator.create();

  /** The objects served after each change. */
  private static final class Follower {
    private final IncrementalCompiler compiler =
        new IncrementalCompiler(TRANSLATOR, new FakeSecretSource(), "example.com");
    private final Map<String, String> served = new TreeMap<>();
    private final Set<PlanFinding> findings = new HashSet<>();
    private int objects;

    void apply(DomainChange change) {
      apply(change, Instant.EPOCH);
    }

    void apply(DomainChange change, Instant now) {
      CompileResult compiled = compiler.apply(change, now);
      objects = compiled.objects().size();
      for (ServedObject object : compiled.objects()) {
        String key = object.cluster() + " " + object.object();
        if (object.gateways().isEmpty() || object.resources().isEmpty()) {
          served.remove(key);
        } else {
          served.put(key, text(object));
        }
      }
      findings.removeAll(compiled.findings().gone());
      findings.addAll(compiled.findings().appeared());
    }
  }

  private static String text(ServedObject object) {
    return new TreeSet<>(object.gateways())
        + " "
        + object.resources().stream().map(r -> r.name() + "=" + r.version()).toList()
        + " "
        + new TreeSet<>(object.dependencies());
  }

  /** Applies random changes of rows, with and without their references. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void apply_changesOneByOne_equalsFullCompile(long seed) {
    Random random = new Random(seed);
    RandomEntities world = new RandomEntities(random);
    DomainModel rows = new DomainModel();
    Follower follower = new Follower();
    int largest = 0;
    for (int step = 0; step < 300; step++) {
      DomainChange change = change(world, random);
      rows.apply(change);
      follower.compiler.preview(change(world, random));
      Instant now = Instant.EPOCH.plus(Duration.ofHours(3L * step));
      follower.apply(change, now);
      if (step % 20 == 0) {
        Follower fresh = new Follower();
        fresh.apply(
            new DomainChange.Incremental(rows.all(DomainEntity.class).toList(), List.of()), now);
        assertEquals(fresh.served, follower.served);
        assertEquals(fresh.findings, follower.findings);
        largest = Math.max(largest, fresh.served.size());
      }
    }
    assertTrue(largest > 5, "too small a world");
  }

  /** Compares previews with what the same change then leads to. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void preview_change_equalsItsResult(long seed) {
    Random random = new Random(seed);
    RandomEntities world = new RandomEntities(random);
    Follower follower = new Follower();
    int differences = 0;
    for (int step = 0; step < 300; step++) {
      DomainChange change = change(world, random);
      ChangePreview preview = follower.compiler.preview(change);
      Map<String, String> before = new TreeMap<>(follower.served);
      Set<PlanFinding> appeared = new HashSet<>(preview.after().findings().appeared());
      Set<String> previewed = new TreeSet<>();
      ResourceDifference.between(preview.before().objects(), preview.after().objects())
          .forEach(resource -> previewed.add(resource.cluster() + " " + resource.object()));
      follower.findings.clear();
      follower.apply(change);
      assertEquals(follower.findings, appeared);
      Set<String> different = new TreeSet<>();
      Set<String> all = new TreeSet<>(before.keySet());
      all.addAll(follower.served.keySet());
      for (String key : all) {
        if (!resources(before.get(key)).equals(resources(follower.served.get(key)))) {
          different.add(key);
        }
      }
      assertEquals(different, previewed);
      differences += different.size();
    }
    assertTrue(differences > 100, "too few differences");
  }

  /** Returns the part of a text about resources. */
  private static String resources(@Nullable String text) {
    return text == null ? "[]" : text.substring(text.indexOf("] ") + 2, text.lastIndexOf(" ["));
  }

  private static DomainChange change(RandomEntities world, Random random) {
    Map<EntityKey, DomainEntity> present = new LinkedHashMap<>();
    Set<EntityKey> absent = new HashSet<>();
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      DomainEntity entity = world.entity();
      if (random.nextInt(20) == 0) {
        absent.add(entity.key());
      } else {
        present.put(entity.key(), entity);
      }
    }
    absent.removeAll(present.keySet());
    return new DomainChange.Incremental(present.values(), absent);
  }

  @Test
  void apply_routeChanged_compilesItsPublishes() {
    RandomEntities world = new RandomEntities(new Random(9));
    Follower follower = new Follower();
    follower.apply(new DomainChange.Incremental(world.whole(), List.of()));
    follower.apply(new DomainChange.Incremental(List.of(world.otherPath()), List.of()));
    assertEquals(1, follower.objects);
    follower.apply(new DomainChange.Incremental(List.of(world.otherPath()), List.of()));
    assertEquals(0, follower.objects);
  }

  @Test
  void credential_revoked_isRevocationForAWeek() {
    RandomEntities world = new RandomEntities(new Random(9));
    Instant revoked = Instant.parse("2026-03-01T10:20:30Z");
    Follower follower = new Follower();
    follower.apply(new DomainChange.Incremental(world.whole(), List.of()), revoked);
    assertTrue(follower.served.containsKey("cluster credentials/k"), follower.served::toString);
    follower.apply(
        new DomainChange.Incremental(List.of(world.revoked(revoked)), List.of()), revoked);
    assertEquals(2, follower.objects);
    assertEquals(
        Set.of("cluster credentials/j", "cluster credentials/k/revocation"),
        follower.served.keySet().stream()
            .filter(key -> key.contains(" credentials/"))
            .collect(Collectors.toSet()));
    Instant last = Instant.parse("2026-03-08T10:59:59Z");
    assertFalse(follower.compiler.isDue(last));
    assertTrue(follower.compiler.isDue(last.plusSeconds(1)));
    follower.apply(new DomainChange.Incremental(List.of(), List.of()), last.plusSeconds(1));
    assertFalse(follower.served.containsKey("cluster credentials/k/revocation"));
  }

  @Test
  void policyServerObjects_any_notInRevisions() {
    RandomEntities world = new RandomEntities(new Random(9));
    IncrementalCompiler compiler =
        new IncrementalCompiler(TRANSLATOR, new FakeSecretSource(), "example.com");
    CompileResult compiled =
        compiler.apply(new DomainChange.Incremental(world.whole(), List.of()), Instant.EPOCH);
    assertTrue(compiled.objects().stream().anyMatch(object -> object.object().equals("plans/n")));
    assertTrue(
        compiled.entries().stream()
            .noneMatch(entry -> entry.object().matches("(plans|credentials|llm_models)/.*")));
  }

  @Test
  void apply_endpointChanged_changesItsBackend() {
    RandomEntities world = new RandomEntities(new Random(9));
    Follower follower = new Follower();
    follower.apply(new DomainChange.Incremental(world.whole(), List.of()));
    follower.apply(new DomainChange.Incremental(List.of(world.otherEndpoint()), List.of()));
    assertEquals(1, follower.objects);
  }
}
