package dev.sluice.controller.server;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import dev.sluice.controller.resources.NodeRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads delta requests. A node that comes back tells all that it has; a thousand nodes tell much
 * the same, so names and versions are read into strings that they share.
 */
final class NodeRequests implements MethodDescriptor.Marshaller<NodeRequest> {
  private static final int SUBSCRIBE =
      tag(DeltaDiscoveryRequest.RESOURCE_NAMES_SUBSCRIBE_FIELD_NUMBER);
  private static final int HELD = tag(DeltaDiscoveryRequest.INITIAL_RESOURCE_VERSIONS_FIELD_NUMBER);
  private static final int KEY = tag(1);
  private static final int VALUE = tag(2);

  private final SharedNames names = new SharedNames();

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
      return parse(stream.readAllBytes());
    } catch (IOException e) {
      throw Status.INTERNAL
          .withDescription("no delta request: " + e.getMessage())
          .withCause(e)
          .asRuntimeException();
    }
  }

  private NodeRequest parse(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    List<String> subscribe = new ArrayList<>();
    Map<String, String> held = new HashMap<>();
    UnknownFieldSet.Builder rest = UnknownFieldSet.newBuilder();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SUBSCRIBE) {
        subscribe.add(name(in, bytes));
      } else if (tag == HELD) {
        readHeld(in, bytes, held);
      } else {
        rest.mergeFieldFrom(tag, in);
      }
    }
    return new NodeRequest(
        DeltaDiscoveryRequest.parseFrom(rest.build().toByteString()), subscribe, held);
  }

  private void readHeld(CodedInputStream in, byte[] bytes, Map<String, String> held)
      throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    String name = "";
    String version = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == KEY) {
        name = name(in, bytes);
      } else if (tag == VALUE) {
        version = name(in, bytes);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
    held.put(name, version);
  }

  private String name(CodedInputStream in, byte[] bytes) throws IOException {
    int length = in.readRawVarint32();
    int from = in.getTotalBytesRead();
    in.skipRawBytes(length);
    return names.of(bytes, from, from + length);
  }
}
