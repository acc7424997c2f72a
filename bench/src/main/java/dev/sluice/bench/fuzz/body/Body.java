package dev.sluice.bench.fuzz.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;

/**
 * A body of one direction.
 *
 * @param coding its content-encoding, empty for none
 */
public record Body(BodyDirection direction, String contentType, String coding, ByteString bytes) {

  /** The same, travelling as these bytes. */
  public Body as(String otherCoding, byte[] otherBytes) {
    return new Body(direction, contentType, otherCoding, ByteString.copyFrom(otherBytes));
  }
}
