package dev.sluice.bench.xds.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a node says of one type.
 *
 * @param node who it is, in its stream's first request; empty in all others
 * @param rest the message's other fields, encoded
 */
record DeltaRequest(ByteString node, ByteString rest) {
  private static final int NODE = 1;
  private static final int TYPE_URL = 2;
  private static final int SUBSCRIBE = 3;
  private static final int UNSUBSCRIBE = 4;
  private static final int VERSIONS = 5;
  private static final int NONCE = 6;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  static DeltaRequest acknowledge(XdsType type, String nonce) {
    return of(type, List.of(), List.of(), Map.of(), nonce);
  }

  static DeltaRequest names(XdsType type, List<String> subscribe, List<String> unsubscribe) {
    return of(type, subscribe, unsubscribe, Map.of(), "");
  }

  static DeltaRequest opening(XdsType type, List<String> names, Map<String, String> versions) {
    return of(type, names, List.of(), versions, "");
  }

  DeltaRequest from(ByteString node) {
    return new DeltaRequest(node, rest);
  }

  /**
   * All that a request may say but for the node.
   *
   * @param nonce the response that is taken; empty when none is
   */
  static DeltaRequest of(
      XdsType type,
      List<String> subscribe,
      List<String> unsubscribe,
      Map<String, String> versions,
      String nonce) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeString(TYPE_URL, type.url());
      for (String name : subscribe) {
        out.writeString(SUBSCRIBE, name);
      }
      for (String name : unsubscribe) {
        out.writeString(UNSUBSCRIBE, name);
      }
      for (Map.Entry<String, String> version : versions.entrySet()) {
        writeVersion(out, version.getKey(), version.getValue());
      }
      if (!nonce.isEmpty()) {
        out.writeString(NONCE, nonce);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DeltaRequest(ByteString.EMPTY, bytes.toByteString());
  }

  /** The message's bytes. */
  byte[] encode() {
    int nodeSize = node.isEmpty() ? 0 : CodedOutputStream.computeBytesSize(NODE, node);
    byte[] bytes = new byte[nodeSize + rest.size()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      if (!node.isEmpty()) {
        out.writeBytes(NODE, node);
      }
      out.writeRawBytes(rest);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static void writeVersion(CodedOutputStream out, String name, String version)
      throws IOException {
    out.writeTag(VERSIONS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(
        CodedOutputStream.computeStringSize(KEY, name)
            + CodedOutputStream.computeStringSize(VALUE, version));
    out.writeString(KEY, name);
    out.writeString(VALUE, version);
  }
}
