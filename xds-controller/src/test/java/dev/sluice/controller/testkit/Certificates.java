package dev.sluice.controller.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates that sign themselves, made by the keytool of this JDK. */
public final class Certificates {
  private static final String PASSWORD = "changeit";

  private Certificates() {}

  /** A certificate and its key in PEM. */
  public record Pem(String certificate, String key) {
    /** Writes both where a secret of that name is looked for. */
    public void write(Path folder, String name) {
      try {
        Files.writeString(folder.resolve(name + ".crt"), certificate);
        Files.writeString(folder.resolve(name + ".key"), key);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An ECDSA certificate for these hosts, from now on and for that many days. */
  public static Pem of(Path folder, int days, String... hosts) {
    return make(folder, List.of("-keyalg", "EC", "-groupname", "secp256r1"), "-0d", days, hosts);
  }

  /** An RSA certificate. */
  public static Pem rsa(Path folder, int bits, String... hosts) {
    return make(
        folder, List.of("-keyalg", "RSA", "-keysize", Integer.toString(bits)), "-0d", 365, hosts);
  }

  /** A certificate whose time began so long ago, and is over or not. */
  public static Pem since(Path folder, String begin, int days, String... hosts) {
    return make(folder, List.of("-keyalg", "EC", "-groupname", "secp256r1"), begin, days, hosts);
  }

  private static Pem make(
      Path folder, List<String> algorithm, String begin, int days, String... hosts) {
    try {
      Path store = Files.createTempFile(folder, "made", ".p12");
      Files.delete(store);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
      command.addAll(
          List.of("-genkeypair", "-alias", "own", "-dname", "CN=" + hosts[0].replace("*.", "")));
      command.addAll(algorithm);
      command.addAll(List.of("-startdate", begin, "-validity", Integer.toString(days)));
      command.addAll(List.of("-ext", "san=dns:" + String.join(",dns:", hosts)));
      command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
      command.addAll(List.of("-storepass", PASSWORD));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(output);
      }
      return read(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pem read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new Pem(
        pem("CERTIFICATE", keys.getCertificate("own").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded()));
  }

  /** A block of a PEM file. */
  public static String pem(String label, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), label);
  }
}
