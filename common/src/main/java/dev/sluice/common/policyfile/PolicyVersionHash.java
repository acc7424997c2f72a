package dev.sluice.common.policyfile;

import dev.sluice.common.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The hash that identifies the version of a policy with its referenced files. */
final class PolicyVersionHash {
  private final PolicyFile<?> loader;
  private String lastHash = "";
  private List<Path> attachments = List.of();

  PolicyVersionHash(PolicyFile<?> loader) {
    this.loader = loader;
  }

  /** Returns the hash; that of the content alone if the policy references no files. */
  String of(PolicyContent content) {
    String sha256 = content.sha256();
    if (!sha256.equals(lastHash)) {
      attachments = List.copyOf(loader.attachments(content));
      lastHash = sha256;
    }
    var all = new StringBuilder(sha256);
    attachments.forEach(file -> all.append('\n').append(hash(file)));
    return all.toString();
  }

  private static String hash(Path file) {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | UncheckedIOException e) {
      return "unreadable";
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
