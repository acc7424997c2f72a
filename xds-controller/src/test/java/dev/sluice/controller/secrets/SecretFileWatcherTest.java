package dev.sluice.controller.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.controller.ir.CertificateIr;
import dev.sluice.controller.testkit.Certificates;
import dev.sluice.controller.testkit.Certificates.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-87")
final class SecretFileWatcherTest {
  @TempDir static Path made;
  private static Pem first;
  private static Pem second;
  private static Pem rsa;
  @TempDir Path folder;
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private SecretFileWatcher watch;

  @BeforeAll
  static void make() {
    first = Certificates.of(made, 365, "one.example.com");
    second = Certificates.of(made, 365, "one.example.com");
    rsa = Certificates.rsa(made, 2048, "one.example.com");
  }

  @BeforeEach
  void open() {
    watch = new SecretFileWatcher(folder, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void pair_isRead_inBothLayouts() throws IOException {
    first.write(folder, "flat");
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Files.writeString(mounted.resolve("tls.crt"), second.certificate());
    Files.writeString(mounted.resolve("tls.key"), second.key());
    assertGood("flat", first);
    assertGood("mounted", second);
  }

  @Test
  void bareKeys_areRead() throws Exception {
    Pem bareRsa =
        new Pem(rsa.certificate(), Certificates.pem("RSA PRIVATE KEY", bare(rsa, "RSA", 26)));
    Pem bareEc =
        new Pem(first.certificate(), Certificates.pem("EC PRIVATE KEY", bare(first, "EC", 28)));
    bareRsa.write(folder, "rsa");
    bareEc.write(folder, "ec");
    rsa.write(folder, "rsa-pkcs8");
    assertGood("rsa", bareRsa);
    assertGood("ec", bareEc);
    assertGood("rsa-pkcs8", rsa);
  }

  @Test
  void badPair_isRefusedWithItsReason() throws IOException {
    assertRefused("none.crt is missing", "none");
    new Pem(first.certificate(), second.key()).write(folder, "mixed");
    assertRefused("the key does not fit the certificate", "mixed");
    new Pem(first.certificate(), rsa.key()).write(folder, "kinds");
    assertRefused("the key cannot be parsed, or is of another kind", "kinds");
    Certificates.rsa(made, 1024, "one.example.com").write(folder, "short");
    assertRefused("an RSA key needs 2048 bits", "short");
    Certificates.since(made, "-10d", 5, "one.example.com").write(folder, "expired");
    assertRefused("the certificate expired on ", "expired");
    Certificates.since(made, "+5d", 50, "one.example.com").write(folder, "early");
    assertRefused("the certificate is not valid before ", "early");
    new Pem(first.key(), first.key()).write(folder, "swapped");
    assertRefused("the certificate file holds something else, too", "swapped");
    new Pem(first.certificate(), first.certificate()).write(folder, "keyless");
    assertRefused("the key file holds 0 private keys", "keyless");
    new Pem(first.certificate(), first.key().replace("PRIVATE", "ENCRYPTED PRIVATE"))
        .write(folder, "encrypted");
    assertRefused("the key is encrypted or of an unknown kind", "encrypted");
    new Pem(first.certificate(), "x".repeat(65_537)).write(folder, "large");
    assertRefused("large.key is larger than 65536 bytes", "large");
    new Pem("", "").write(folder, "empty");
    assertRefused("the certificate file holds 0 certificates", "empty");
  }

  @Test
  void name_cannotLeaveTheFolder() {
    first.write(folder, "outside");
    SecretFileWatcher below = new SecretFileWatcher(folder.resolve("below"), Clock.systemUTC());
    for (String name :
        List.of("../outside", "..", "a/../../outside", "/etc/passwd", "", ".hidden")) {
      assertTrue(below.certificate(name).isEmpty(), name);
      assertEquals(List.of("secret " + name + ": is no name of a secret"), below.problems(name));
    }
    below.close();
  }

  @Test
  void expiringSoon_isServedAndTold() {
    Certificates.of(made, 13, "one.example.com").write(folder, "soon");
    assertTrue(watch.certificate("soon").isPresent());
    assertTrue(watch.problems("soon").getFirst().contains("the certificate expires on "));
  }

  @Test
  void expiredMeanwhile_isToldAndStaysServed() {
    first.write(folder, "one");
    AdjustableClock clock = new AdjustableClock();
    SecretFileWatcher later = new SecretFileWatcher(folder, clock);
    assertTrue(later.firstExpiry().isEmpty());
    assertTrue(later.problems("one").isEmpty());
    Optional<Instant> expiry = later.firstExpiry();
    assertTrue(expiry.orElseThrow().isAfter(clock.instant()));
    clock.advance(Duration.ofDays(360));
    assertTrue(later.refresh());
    assertTrue(later.problems("one").getFirst().contains("the certificate expires on "));
    clock.advance(Duration.ofDays(10));
    assertTrue(later.refresh());
    assertTrue(later.problems("one").getFirst().contains("expired on "));
    assertTrue(later.problems("one").getFirst().endsWith("; the last good one is served"));
    assertTrue(later.certificate("one").isPresent());
    assertEquals(expiry, later.firstExpiry());
    later.close();
  }

  @Test
  void replaced_isNoticed_andBadOneLeavesTheLastGood() throws IOException {
    first.write(folder, "one");
    assertGood("one", first);
    assertFalse(watch.refresh());
    second.write(folder, "one");
    assertTrue(watch.refresh());
    assertGood("one", second);
    Files.writeString(folder.resolve("one.key"), first.key());
    // The first half of a rotation is not reported yet.
    assertFalse(watch.refresh());
    assertTrue(watch.refresh());
    assertEquals(second.certificate(), watch.certificate("one").orElseThrow().chain());
    assertEquals(
        List.of("secret one: the key does not fit the certificate; the last good one is served"),
        watch.problems("one"));
    Files.delete(folder.resolve("one.crt"));
    assertFalse(watch.refresh());
    assertTrue(watch.refresh());
    assertTrue(watch.problems("one").getFirst().contains("one.crt is missing"));
    first.write(folder, "one");
    assertTrue(watch.refresh());
    assertGood("one", first);
  }

  /** Swaps the symbolic link to the data folder, as Kubernetes does. */
  @Test
  void linkSwapped_isNoticed() throws IOException {
    Path mounted = Files.createDirectory(folder.resolve("one"));
    data(mounted, "..data_1", first);
    data(mounted, "..data_2", second);
    Path link = Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..data_1"));
    Files.createSymbolicLink(mounted.resolve("tls.crt"), Path.of("..data", "tls.crt"));
    Files.createSymbolicLink(mounted.resolve("tls.key"), Path.of("..data", "tls.key"));
    assertGood("one", first);
    AtomicInteger changes = new AtomicInteger();
    watch.start(
        Duration.ofMillis(10),
        () -> {
          if (watch.refresh()) {
            changes.incrementAndGet();
          }
        });
    Path next = Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..data_2"));
    Files.move(next, link, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    Await.until(() -> changes.get() > 0);
    assertGood("one", second);
  }

  @Test
  void forgotten_isReadAnew() {
    first.write(folder, "one");
    assertGood("one", first);
    watch.retain(Set.of());
    second.write(folder, "one");
    assertGood("one", second);
  }

  @Test
  void secret_asText_hidesKey() {
    first.write(folder, "one");
    new Pem(second.key(), first.key() + second.key()).write(folder, "bad");
    String texts = watch.certificate("one").orElseThrow() + " " + watch.problems("bad");
    for (String line : (first.key() + second.key()).split("\n")) {
      assertFalse(line.length() > 40 && texts.contains(line), texts);
    }
  }

  @Test
  void authorities_areReadWithoutKey() throws IOException {
    Files.writeString(folder.resolve("flat.ca.crt"), authority());
    Path mounted = Files.createDirectory(folder.resolve("mounted"));
    Files.writeString(mounted.resolve("ca.crt"), authority());
    for (String name : List.of("flat", "mounted")) {
      CertificateIr read = watch.certificate(CertificateIr.authorityReference(name)).orElseThrow();
      assertEquals(Optional.empty(), read.key());
      assertTrue(read.chain().contains("BEGIN CERTIFICATE"));
    }
  }

  @Test
  void authorities_leaf_isRefused() throws IOException {
    Files.writeString(folder.resolve("leaf.ca.crt"), first.certificate());
    String reference = CertificateIr.authorityReference("leaf");
    assertTrue(watch.certificate(reference).isEmpty());
    assertTrue(
        watch.problems(reference).getFirst().contains("is not an authority"),
        watch.problems(reference)::toString);
  }

  private String authority() throws IOException {
    Path issued = folder.resolve("issued");
    TestCa authority = new TestCa("authority");
    authority.issueForHosts("localhost").write(issued, authority);
    return Files.readString(issued.resolve("ca.crt"));
  }

  private static void data(Path mounted, String name, Pem pem) throws IOException {
    Path data = Files.createDirectory(mounted.resolve(name));
    Files.writeString(data.resolve("tls.crt"), pem.certificate());
    Files.writeString(data.resolve("tls.key"), pem.key());
  }

  private void assertGood(String name, Pem pem) {
    assertEquals(List.of(), watch.problems(name));
    assertEquals(pem.certificate(), watch.certificate(name).orElseThrow().chain());
    assertEquals(pem.key(), watch.certificate(name).orElseThrow().key().orElseThrow().reveal());
  }

  private void assertRefused(String reason, String name) {
    assertTrue(watch.certificate(name).isEmpty(), name);
    assertEquals(1, watch.problems(name).size());
    String problem = watch.problems(name).getFirst();
    assertTrue(problem.startsWith("secret " + name + ": " + reason), problem);
  }

  /**
   * Returns the bare key inside a PKCS #8 key.
   *
   * @param start the offset of the bare key; only attributes follow it, which keytool omits
   */
  private static byte[] bare(Pem pem, String kind, int start) throws GeneralSecurityException {
    byte[] encoded = Base64.getMimeDecoder().decode(pem.key().replaceAll("-----[^-]+-----", ""));
    byte[] all =
        KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded)).getEncoded();
    return Arrays.copyOfRange(all, start, all.length);
  }
}
