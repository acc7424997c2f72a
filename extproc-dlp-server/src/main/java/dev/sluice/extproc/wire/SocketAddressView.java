package dev.sluice.extproc.wire;

import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import java.io.IOException;

/** A view of the socket address in an {@code Address}; empty for any other kind. */
public final class SocketAddressView {
  private static final int SOCKET =
      Address.SOCKET_ADDRESS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int PIPE =
      Address.PIPE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int INTERNAL =
      Address.ENVOY_INTERNAL_ADDRESS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int ADDRESS =
      SocketAddress.ADDRESS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int PORT =
      SocketAddress.PORT_VALUE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;
  private static final int NAMED_PORT =
      SocketAddress.NAMED_PORT_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;

  private String address = "";
  private int port;

  SocketAddressView() {}

  public String address() {
    return address;
  }

  public int port() {
    return port;
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case SOCKET -> ProtobufFields.nested(in, this::socket);
      case PIPE, INTERNAL -> {
        address = "";
        port = 0;
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean socket(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case ADDRESS -> address = in.readStringRequireUtf8();
      case PORT -> port = in.readUInt32();
      case NAMED_PORT -> {
        port = 0;
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
