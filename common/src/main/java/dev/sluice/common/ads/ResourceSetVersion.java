package dev.sluice.common.ads;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The version of a set of resources, which is the sum of one hash for each resource. It depends
 * only on the content of the set, and a change of one resource updates it in constant time.
 */
public final class ResourceSetVersion {
  private ResourceSetVersion() {}

  /** Returns the contribution of one resource to the sum, which may overflow. */
  public static long resourceHash(String typeUrl, String name, String version) {
    String identity = typeUrl + '\n' + name + '\n' + version;
    return ByteBuffer.wrap(Sha256.of(identity.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** Returns the sum as 16 hexadecimal digits, the form of {@code system_version_info}. */
  public static String text(long sum) {
    return HexFormat.of().toHexDigits(sum);
  }
}
