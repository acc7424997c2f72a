package dev.sluice.quality.fuzz.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;

/**
 * A body of a request or a response.
 *
 * @param coding the content-encoding, empty for none
 */
public record FuzzBody(
    BodyDirection direction, String contentType, String coding, ByteString bytes) {

  /** Returns a body of the same direction and type with these bytes. */
  public FuzzBody as(String otherCoding, byte[] otherBytes) {
    return new FuzzBody(direction, contentType, otherCoding, ByteString.copyFrom(otherBytes));
  }
}
