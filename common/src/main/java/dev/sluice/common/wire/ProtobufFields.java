package dev.sluice.common.wire;

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
 * A reader of the fields of encoded Protocol Buffers messages. It identifies a field by its tag,
 * which is its number and its wire type, so that a field of a wrong type is an unknown field.
 */
public final class ProtobufFields {
  public static final int VARINT = WireFormat.WIRETYPE_VARINT;
  public static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
  public static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  /** The shift of the field number in a tag. */
  public static final int NUMBER = 3;

  /** The tag of the key in a map entry. */
  public static final int MAP_KEY = 1 << NUMBER | BYTES;

  /** The tag of the value in a map entry, if it is a string or a message. */
  public static final int MAP_VALUE = 2 << NUMBER | BYTES;

  private ProtobufFields() {}

  /** A reader of some fields of one message. */
  @FunctionalInterface
  public interface Reader {
    /** Reads the field with this tag, or returns false without reading an unknown field. */
    boolean read(int tag, CodedInputStream in) throws IOException;
  }

  /**
   * Reads a message that gRPC received.
   *
   * @param name the name of the message, for the error
   */
  public static void received(InputStream stream, String name, Reader reader) {
    try {
      byte[] bytes =
          hasKnownLength(stream) ? read(stream, stream.available()) : stream.readAllBytes();
      readAll(UnsafeByteOperations.unsafeWrap(bytes), reader);
    } catch (IOException e) {
      throw malformed(name, e);
    }
  }

  /** Returns whether {@code available} of a received message is its length. */
  public static boolean hasKnownLength(InputStream stream) {
    return stream instanceof KnownLength || stream instanceof ByteArrayInputStream;
  }

  /** Returns the error for a received message that cannot be read. */
  public static RuntimeException malformed(String name, IOException cause) {
    return Status.INTERNAL.withDescription("no " + name).withCause(cause).asRuntimeException();
  }

  /**
   * Reads into an array of the right size, because {@code readNBytes(int)} copies large content.
   */
  private static byte[] read(InputStream stream, int size) throws IOException {
    byte[] bytes = new byte[size];
    int read = stream.readNBytes(bytes, 0, size);
    return read == size ? bytes : Arrays.copyOf(bytes, read);
  }

  /** Reads all fields of a message without copying its bytes. */
  public static void readAll(ByteString message, Reader reader) throws IOException {
    CodedInputStream in = message.newCodedInput();
    in.enableAliasing(true);
    readRest(in, reader);
  }

  /** Reads all fields of a message that is a field of another. */
  public static void nested(CodedInputStream in, Reader reader) throws IOException {
    int outer = begin(in);
    readRest(in, reader);
    end(in, outer);
  }

  private static void readRest(CodedInputStream in, Reader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!reader.read(tag, in)) {
        skip(in, tag);
      }
    }
  }

  /** Begins to read a nested message and returns the limit of the outer one, for {@link #end}. */
  public static int begin(CodedInputStream in) throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }

  /** Ends a nested message after its last field. */
  public static void end(CodedInputStream in, int outer) throws IOException {
    in.checkLastTagWas(0);
    in.popLimit(outer);
  }

  /**
   * Skips an unknown field.
   *
   * @throws IOException if it is the end of a group that did not begin
   */
  public static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      in.checkLastTagWas(0);
    }
  }
}
