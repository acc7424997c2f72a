package dev.sluice.common.ads;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The version of a set of resources: the sum of a mark for each of them. It depends on what is in
 * the set and on nothing else, and a change of one resource changes it without a look at the rest.
 */
public final class SetVersion {
  private SetVersion() {}

  /** What one resource adds to the sum, which wraps around. */
  public static long mark(String typeUrl, String name, String version) {
    String identity = typeUrl + '\n' + name + '\n' + version;
    return ByteBuffer.wrap(sha256(identity.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** The sum as responses carry it in {@code system_version_info}: 16 hex digits. */
  public static String text(long sum) {
    return HexFormat.of().toHexDigits(sum);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
