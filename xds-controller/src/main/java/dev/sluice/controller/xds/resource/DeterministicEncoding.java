package dev.sluice.controller.xds.resource;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A deterministic encoding of messages: equal messages have equal bytes, so that their hash is a
 * version.
 */
public final class DeterministicEncoding {
  private DeterministicEncoding() {}

  /** Returns the bytes of a message with sorted map entries. */
  public static ByteString bytes(Message message) {
    ByteString.Output bytes = ByteString.newOutput(message.getSerializedSize());
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.useDeterministicSerialization();
      message.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  /** Packs a message into a typed field. */
  public static Any any(Message message) {
    return Any.newBuilder()
        .setTypeUrl("type.googleapis.com/" + message.getDescriptorForType().getFullName())
        .setValue(bytes(message))
        .build();
  }
}
