package dev.sluice.controller.server.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import dev.sluice.controller.resources.node.InitialResourceVersion;
import dev.sluice.controller.resources.node.NodeRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A marshaller that reads delta requests. A node that reconnects sends the versions of all its
 * resources. A thousand nodes send almost the same content, so each entry is decoded once and then
 * shared.
 */
public final class NodeRequestMarshaller implements MethodDescriptor.Marshaller<NodeRequest> {
  private static final int SUBSCRIBE =
      tag(DeltaDiscoveryRequest.RESOURCE_NAMES_SUBSCRIBE_FIELD_NUMBER);
  private static final int HELD = tag(DeltaDiscoveryRequest.INITIAL_RESOURCE_VERSIONS_FIELD_NUMBER);
  private static final int KEY = tag(1);
  private static final int VALUE = tag(2);

  private final DecodedValueInterner<String> names =
      new DecodedValueInterner<>(
          (bytes, from, to) -> new String(bytes, from, to - from, StandardCharsets.UTF_8));
  private final DecodedValueInterner<InitialResourceVersion> held =
      new DecodedValueInterner<>(NodeRequestMarshaller::held);

  private static int tag(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  @Override
  public InputStream stream(NodeRequest request) {
    throw new UnsupportedOperationException("a server sends no requests");
  }

  @Override
  public NodeRequest parse(InputStream stream) {
    try {
      return parse(allOf(stream));
    } catch (IOException | UncheckedIOException e) {
      throw Status.INTERNAL
          .withDescription("no delta request: " + e.getMessage())
          .withCause(e)
          .asRuntimeException();
    }
  }

  /** Reads the stream in one copy if it reports its length, as the streams of gRPC do. */
  private static byte[] allOf(InputStream stream) throws IOException {
    byte[] known = new byte[stream.available()];
    int length = stream.readNBytes(known, 0, known.length);
    byte[] rest = stream.readAllBytes();
    if (rest.length == 0 && length == known.length) {
      return known;
    }
    byte[] all = new byte[length + rest.length];
    System.arraycopy(known, 0, all, 0, length);
    System.arraycopy(rest, 0, all, length, rest.length);
    return all;
  }

  private NodeRequest parse(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    List<String> subscribe = new ArrayList<>();
    List<InitialResourceVersion> has = new ArrayList<>();
    UnknownFieldSet.Builder rest = UnknownFieldSet.newBuilder();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SUBSCRIBE) {
        subscribe.add(next(in, bytes, names));
      } else if (tag == HELD) {
        has.add(next(in, bytes, held));
      } else {
        rest.mergeFieldFrom(tag, in);
      }
    }
    return new NodeRequest(
        DeltaDiscoveryRequest.parseFrom(rest.build().toByteString()), subscribe, has);
  }

  private static <T> T next(CodedInputStream in, byte[] bytes, DecodedValueInterner<T> shared)
      throws IOException {
    int length = in.readRawVarint32();
    int from = in.getTotalBytesRead();
    in.skipRawBytes(length);
    return shared.intern(bytes, from, from + length);
  }

  /** Decodes an entry of a map, which is a message of two fields. */
  private static InitialResourceVersion held(byte[] bytes, int from, int to) {
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, to - from);
    String name = "";
    String version = "";
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == KEY) {
          name = in.readStringRequireUtf8();
        } else if (tag == VALUE) {
          version = in.readStringRequireUtf8();
        } else {
          in.skipField(tag);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new InitialResourceVersion(name, version);
  }
}
