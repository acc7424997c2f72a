package dev.sluice.common.ads;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The version of a set of resources: the sum of a mark for each of them. It depends on what is in
 * the set and on nothing else, and a change of one resource changes it without a look at the rest.
 */
public final class ResourceSetVersion {
  private ResourceSetVersion() {}

  /** What one resource adds to the sum, which wraps around. */
  public static long resourceHash(String typeUrl, String name, String version) {
    String identity = typeUrl + '\n' + name + '\n' + version;
    return ByteBuffer.wrap(Sha256.of(identity.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** The sum as responses carry it in {@code system_version_info}: 16 hex digits. */
  public static String text(long sum) {
    return HexFormat.of().toHexDigits(sum);
  }
}
