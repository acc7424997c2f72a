package dev.sluice.common.ads;

import static dev.sluice.common.ads.FakeController.push;
import static dev.sluice.common.ads.FakeController.resource;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.config.v1.Publish;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LastGoodCopyTest {
  @RegisterExtension final NoWarnings noWarnings = new NoWarnings();
  @TempDir Path directory;
  private final Map<String, String> products = new HashMap<>();

  @Test
  void save_incompleteSet_writesNothing() throws Exception {
    ResourceSet<Publish> set = set();
    change(set, "a", "one");
    new LastGoodCopy(set, directory).save(Runnable::run);
    assertFalse(Files.exists(file()));
  }

  @Test
  void restore_randomChanges_equal() throws Exception {
    ResourceSet<Publish> set = set();
    LastGoodCopy copy = new LastGoodCopy(set, directory);
    complete(set);
    Random random = new Random(7);
    for (int step = 0; step < 400; step++) {
      String name = "p" + random.nextInt(40);
      if (random.nextInt(3) == 0) {
        set.apply(push("n", set.typeUrl()).addRemovedResources(name).build(), Instant.EPOCH);
      } else {
        change(set, name, "product " + step);
      }
      if (random.nextInt(4) == 0) {
        copy.save(Runnable::run);
      }
      if (step % 50 == 0) {
        copy.save(Runnable::run);
        assertRestored(set);
      }
    }
  }

  @Test
  void save_largeSet_isRewrittenWhenObsolete() throws Exception {
    ResourceSet<Publish> set = set();
    LastGoodCopy copy = new LastGoodCopy(set, directory);
    String large = "x".repeat(600_000);
    for (int i = 0; i < 5; i++) {
      change(set, "p" + i, large + i);
    }
    complete(set);
    copy.save(Runnable::run);
    assertRestored(set);
    long once = Files.size(file());
    long most = once;
    for (int i = 0; i < 40; i++) {
      change(set, "p" + i % 5, large + "again" + i);
      copy.save(Runnable::run);
      most = Math.max(most, Files.size(file()));
    }
    assertRestored(set);
    assertTrue(most < 4 * once + (4 << 20), "written anew now and then: " + most);
  }

  @Test
  void restore_incompleteEnd_isIgnored() throws Exception {
    ResourceSet<Publish> set = set();
    LastGoodCopy copy = new LastGoodCopy(set, directory);
    change(set, "a", "one");
    complete(set);
    copy.save(Runnable::run);
    String first = set.version();
    byte[] before = Files.readAllBytes(file());
    change(set, "a", "two");
    copy.save(Runnable::run);
    byte[] after = Files.readAllBytes(file());
    for (int length = before.length + 1; length < after.length; length++) {
      Files.write(file(), java.util.Arrays.copyOf(after, length));
      ResourceSet<Publish> restored = restored();
      assertTrue(restored.isUsable());
      assertEquals(first, restored.version());
    }
  }

  @Test
  void save_incompleteEnd_isOverwritten() throws Exception {
    ResourceSet<Publish> set = set();
    change(set, "a", "one");
    complete(set);
    new LastGoodCopy(set, directory).save(Runnable::run);
    Files.write(file(), new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
    ResourceSet<Publish> again = set();
    LastGoodCopy copy = new LastGoodCopy(again, directory);
    copy.restore();
    change(again, "b", "two");
    copy.save(Runnable::run);
    assertRestored(again);
  }

  @Test
  void restore_damagedFile_isIgnored() throws Exception {
    ResourceSet<Publish> set = set();
    change(set, "a", "one");
    complete(set);
    new LastGoodCopy(set, directory).save(Runnable::run);
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(), bytes);
    noWarnings.expect("is not usable: it is damaged");
    assertFalse(restored().isUsable());
  }

  @Test
  void restore_rejectedCopy_startsEmpty() throws Exception {
    ResourceSet<Publish> set = set();
    change(set, "a", "one");
    complete(set);
    new LastGoodCopy(set, directory).save(Runnable::run);
    noWarnings.expect("is not usable: no such product");
    ResourceSet<Publish> picky =
        new ResourceSet<>(
            ResourceSubscription.to(
                Publish.getDescriptor(),
                Publish.parser(),
                change -> {
                  throw new IllegalArgumentException("no such product");
                }));
    new LastGoodCopy(picky, directory).restore();
    assertFalse(picky.isUsable());
    assertEquals(0, picky.size());
  }

  @Test
  void save_diskFails_retriesEverything() throws Exception {
    ResourceSet<Publish> set = set();
    LastGoodCopy copy = new LastGoodCopy(set, directory.resolve("sub"));
    change(set, "a", "one");
    complete(set);
    Files.writeString(directory.resolve("sub"), "in the way");
    noWarnings.expect("not written");
    for (int i = 0; i < 5; i++) {
      copy.save(Runnable::run);
    }
    assertEquals(1, noWarnings.warnings().size(), "reported once");
    Files.delete(directory.resolve("sub"));
    change(set, "b", "two");
    for (int i = 0; i < 40; i++) {
      copy.save(Runnable::run);
    }
    ResourceSet<Publish> restored = set();
    new LastGoodCopy(restored, directory.resolve("sub")).restore();
    assertEquals(set.version(), restored.version());
  }

  private void assertRestored(ResourceSet<Publish> set) {
    products.clear();
    ResourceSet<Publish> restored = restored();
    assertTrue(restored.isUsable());
    assertEquals(set.version(), restored.version());
    assertEquals(set.size(), restored.size());
    assertEquals(set.size(), products.size());
    assertEquals(set.versions(), restored.versions());
    restored.versions().forEach((name, version) -> assertEquals(version, products.get(name)));
  }

  private ResourceSet<Publish> restored() {
    ResourceSet<Publish> restored = set();
    new LastGoodCopy(restored, directory).restore();
    return restored;
  }

  private ResourceSet<Publish> set() {
    return new ResourceSet<>(
        ResourceSubscription.to(
            Publish.getDescriptor(),
            Publish.parser(),
            change ->
                change
                    .changed()
                    .forEach((name, publish) -> products.put(name, publish.getProduct()))));
  }

  private static void complete(ResourceSet<Publish> set) throws InvalidProtocolBufferException {
    set.apply(push("n", set.typeUrl()).setSystemVersionInfo(set.version()).build(), Instant.EPOCH);
  }

  /**
   * Changes a resource. Its version equals the product, so that tests detect a mismatch of the two.
   */
  private static void change(ResourceSet<Publish> set, String name, String product)
      throws IOException {
    Publish publish = Publish.newBuilder().setId(name).setProduct(product).build();
    DeltaDiscoveryResponse.Builder push =
        push("n", set.typeUrl()).addResources(resource(name, product, publish));
    set.apply(push.setSystemVersionInfo("another").build(), Instant.EPOCH);
  }

  private Path file() {
    return directory.resolve("Publish.ads");
  }
}
