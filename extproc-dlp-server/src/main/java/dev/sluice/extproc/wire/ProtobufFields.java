package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.grpc.KnownLength;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Goes through the fields of encoded messages. A field is told by its number and its wire type
 * together, so that one of a wrong type is as unknown as it is to the library.
 */
final class ProtobufFields {
  static final int VARINT = WireFormat.WIRETYPE_VARINT;
  static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
  static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /** Where a field's number stands in its tag. */
  static final int NUMBER = 3;

  static final int MAP_KEY = 1 << NUMBER | BYTES;
  static final int MAP_VALUE = 2 << NUMBER | BYTES;

  private ProtobufFields() {}

  /** Knows some fields of a message. */
  interface Reader {
    /** Reads the field with a tag, or leaves it and returns false. */
    boolean read(int tag, CodedInputStream in) throws IOException;
  }

  /** Reads what gRPC received; {@code name} is what it should be. */
  static void received(InputStream stream, String name, Reader reader) {
    try {
      boolean known = stream instanceof KnownLength || stream instanceof ByteArrayInputStream;
      byte[] bytes = known ? read(stream, stream.available()) : stream.readAllBytes();
      readAll(UnsafeByteOperations.unsafeWrap(bytes), reader);
    } catch (IOException e) {
      throw Status.INTERNAL.withDescription("no " + name).withCause(e).asRuntimeException();
    }
  }

  /** The stream's own method reads what is large twice. */
  private static byte[] read(InputStream stream, int size) throws IOException {
    byte[] bytes = new byte[size];
    int read = stream.readNBytes(bytes, 0, size);
    return read == size ? bytes : Arrays.copyOf(bytes, read);
  }

  /** Reads a whole message, whose bytes are not copied. */
  static void readAll(ByteString message, Reader reader) throws IOException {
    CodedInputStream in = message.newCodedInput();
    in.enableAliasing(true);
    rest(in, reader);
  }

  /** Reads a message that is a field of another. */
  static void nested(CodedInputStream in, Reader reader) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    rest(in, reader);
    in.popLimit(outer);
  }

  private static void rest(CodedInputStream in, Reader reader) throws IOException {
    int tag = in.readTag();
    while (tag != 0 && (reader.read(tag, in) || in.skipField(tag))) {
      tag = in.readTag();
    }
    in.checkLastTagWas(0);
  }
}
