package dev.sluice.quality.h2spec;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority for one run, made with the JDK's keytool. */
final class KeytoolAuthority {
  private static final String AUTHORITY = "authority";
  private static final String PASSWORD = "throwaway";

  private final Path folder;
  private final Path store;

  KeytoolAuthority(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.store = folder.resolve("keys.p12");
    create(AUTHORITY, List.of("-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign"));
  }

  /**
   * Issues a certificate, and writes {@code tls.crt}, {@code tls.key} and {@code ca.crt}.
   *
   * @param target the folder of the files, whose last name is that of the certificate
   * @param subject the host or URI as keytool writes it, such as {@code dns:localhost}
   */
  void issue(Path target, String subject) throws IOException {
    String name = target.getFileName().toString();
    create(
        name,
        List.of(
            "-signer",
            AUTHORITY,
            "-ext",
            "san=" + subject,
            "-ext",
            "ku:critical=digitalSignature",
            "-ext",
            "eku=serverAuth,clientAuth"));
    Files.createDirectories(target);
    try {
      KeyStore keys = keys();
      byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
      write(target.resolve("tls.crt"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
      write(target.resolve("tls.key"), "PRIVATE KEY", key);
      write(target.resolve("ca.crt"), "CERTIFICATE", keys.getCertificate(AUTHORITY).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Returns a context that presents the certificate of a name and trusts this authority. */
  SSLContext context(String name) throws IOException {
    try {
      KeyStore all = keys();
      char[] password = PASSWORD.toCharArray();
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(name, all.getKey(name, password), password, all.getCertificateChain(name));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, password);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(AUTHORITY, all.getCertificate(AUTHORITY));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private void create(String name, List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(more);
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new ProcessFailedException("keytool failed, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("keytool was interrupted");
    }
  }

  private static void write(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, body, type));
  }
}
