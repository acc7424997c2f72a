package dev.sluice.extauthz.request;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A view of a {@code CheckRequest} with the fields that decisions need, read directly from its
 * bytes. A request has about sixty fields, and parsing them all would cost as much as the decision.
 */
public final class CheckRequestView {
  private static final String ROUTE_EXTENSION = "sluice.route";

  private static final int NUMBER = ProtobufFields.NUMBER;
  private static final int VARINT = ProtobufFields.VARINT;
  private static final int BYTES = ProtobufFields.BYTES;

  private static final int ATTRIBUTES = CheckRequest.ATTRIBUTES_FIELD_NUMBER << NUMBER | BYTES;
  private static final int SOURCE = AttributeContext.SOURCE_FIELD_NUMBER << NUMBER | BYTES;
  private static final int DESTINATION =
      AttributeContext.DESTINATION_FIELD_NUMBER << NUMBER | BYTES;
  private static final int REQUEST = AttributeContext.REQUEST_FIELD_NUMBER << NUMBER | BYTES;
  private static final int EXTENSION =
      AttributeContext.CONTEXT_EXTENSIONS_FIELD_NUMBER << NUMBER | BYTES;
  private static final int PEER_ADDRESS =
      AttributeContext.Peer.ADDRESS_FIELD_NUMBER << NUMBER | BYTES;
  private static final int PRINCIPAL =
      AttributeContext.Peer.PRINCIPAL_FIELD_NUMBER << NUMBER | BYTES;
  private static final int CERTIFICATE =
      AttributeContext.Peer.CERTIFICATE_FIELD_NUMBER << NUMBER | BYTES;
  private static final int SOCKET_ADDRESS = Address.SOCKET_ADDRESS_FIELD_NUMBER << NUMBER | BYTES;
  private static final int ADDRESS = SocketAddress.ADDRESS_FIELD_NUMBER << NUMBER | BYTES;
  private static final int PORT = SocketAddress.PORT_VALUE_FIELD_NUMBER << NUMBER | VARINT;
  private static final int TIME = AttributeContext.Request.TIME_FIELD_NUMBER << NUMBER | BYTES;
  private static final int HTTP = AttributeContext.Request.HTTP_FIELD_NUMBER << NUMBER | BYTES;
  private static final int SECONDS = Timestamp.SECONDS_FIELD_NUMBER << NUMBER | VARINT;
  private static final int NANOS = Timestamp.NANOS_FIELD_NUMBER << NUMBER | VARINT;
  private static final int ID = HttpRequest.ID_FIELD_NUMBER << NUMBER | BYTES;
  private static final int METHOD = HttpRequest.METHOD_FIELD_NUMBER << NUMBER | BYTES;
  private static final int HOST = HttpRequest.HOST_FIELD_NUMBER << NUMBER | BYTES;
  private static final int PATH = HttpRequest.PATH_FIELD_NUMBER << NUMBER | BYTES;
  private static final int HEADER = HttpRequest.HEADERS_FIELD_NUMBER << NUMBER | BYTES;
  private static final int HEADER_MAP = HttpRequest.HEADER_MAP_FIELD_NUMBER << NUMBER | BYTES;
  private static final int LINE = HeaderMap.HEADERS_FIELD_NUMBER << NUMBER | BYTES;
  private static final int LINE_KEY = HeaderValue.KEY_FIELD_NUMBER << NUMBER | BYTES;
  private static final int LINE_VALUE = HeaderValue.VALUE_FIELD_NUMBER << NUMBER | BYTES;
  private static final int LINE_RAW_VALUE = HeaderValue.RAW_VALUE_FIELD_NUMBER << NUMBER | BYTES;

  /** A buffer for the bytes of messages, large enough for almost all of them. */
  private static final ThreadLocal<byte[]> BUFFER =
      ThreadLocal.withInitial(() -> new byte[16 * 1024]);

  private static final byte[] NO_BYTES = {};

  /** The bytes of the message, only while it is read. */
  private byte[] bytes;

  private final Map<String, String> headers = HashMap.newHashMap(24);
  private String id = "";
  private String method = "";
  private String host = "";
  private String path = "";
  private String address = "";
  private String principal = "";
  private String certificate = "";
  private int localPort;
  private String route = "";
  private long seconds;
  private int nanos;

  private CheckRequestView(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a request.
   *
   * @throws IOException if the bytes are not a {@code CheckRequest}
   */
  public static CheckRequestView read(byte[] request) throws IOException {
    return read(request, request.length);
  }

  private static CheckRequestView read(byte[] bytes, int size) throws IOException {
    CheckRequestView view = new CheckRequestView(bytes);
    view.check(CodedInputStream.newInstance(bytes, 0, size));
    view.bytes = NO_BYTES;
    return view;
  }

  /** Returns a marshaller that reads requests from gRPC. */
  public static Marshaller<CheckRequestView> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(CheckRequestView view) {
        throw new UnsupportedOperationException("requests are only read, never written");
      }

      @Override
      public CheckRequestView parse(InputStream stream) {
        try {
          if (ProtobufFields.hasKnownLength(stream)) {
            return read(stream, stream.available());
          }
          return read(stream.readAllBytes());
        } catch (IOException e) {
          throw ProtobufFields.malformed("CheckRequest", e);
        }
      }
    };
  }

  private static CheckRequestView read(InputStream stream, int size) throws IOException {
    byte[] buffer = BUFFER.get();
    byte[] target = size <= buffer.length ? buffer : new byte[size];
    return read(target, stream.readNBytes(target, 0, size));
  }

  /** Returns the headers by lower-case name. Several lines of one name are joined by commas. */
  Map<String, String> headers() {
    return headers;
  }

  String id() {
    return id;
  }

  String method() {
    return method;
  }

  String host() {
    return host;
  }

  /** Returns the path with the query. */
  String path() {
    return path;
  }

  /** Returns the peer address of the connection. */
  String address() {
    return address;
  }

  /** Returns the principal of the client certificate; empty without one. */
  String principal() {
    return principal;
  }

  /** Returns the client certificate as PEM with URL escapes; empty without one. */
  String certificate() {
    return certificate;
  }

  /** Returns the local port of the connection; 0 if Envoy does not send it. */
  int localPort() {
    return localPort;
  }

  /** Returns the route id in the route's own configuration; empty if it has none. */
  String route() {
    return route;
  }

  /** Returns the start time of the request; the epoch if Envoy does not send it. */
  Instant time() {
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private void check(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ATTRIBUTES -> attributes(in);
        default -> ProtobufFields.skip(in, tag);
      }
    }
  }

  private void attributes(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case SOURCE -> source(in);
        case DESTINATION -> destination(in);
        case REQUEST -> request(in);
        case EXTENSION -> extension(in);
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void source(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case PEER_ADDRESS -> address(in, false);
        case PRINCIPAL -> principal = in.readStringRequireUtf8();
        case CERTIFICATE -> certificate = in.readStringRequireUtf8();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void destination(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case PEER_ADDRESS -> address(in, true);
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void address(CodedInputStream in, boolean local) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case SOCKET_ADDRESS -> {
          if (local) {
            localAddress(in);
          } else {
            socketAddress(in);
          }
        }
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void socketAddress(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ADDRESS -> address = in.readStringRequireUtf8();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void localAddress(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case PORT -> localPort = in.readUInt32();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void request(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case TIME -> time(in);
        case HTTP -> http(in);
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void time(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case SECONDS -> seconds = in.readInt64();
        case NANOS -> nanos = in.readInt32();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void http(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ID -> id = in.readStringRequireUtf8();
        case METHOD -> method = in.readStringRequireUtf8();
        case HOST -> host = in.readStringRequireUtf8();
        case PATH -> path = in.readStringRequireUtf8();
        case HEADER -> header(in);
        case HEADER_MAP -> lines(in);
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void header(CodedInputStream in) throws IOException {
    String name = "";
    String value = "";
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ProtobufFields.MAP_KEY -> name = name(in);
        case ProtobufFields.MAP_VALUE -> value = in.readStringRequireUtf8();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
    headers.put(name, value);
  }

  private void extension(CodedInputStream in) throws IOException {
    String name = "";
    String value = "";
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case ProtobufFields.MAP_KEY -> name = in.readStringRequireUtf8();
        case ProtobufFields.MAP_VALUE -> value = in.readStringRequireUtf8();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
    if (name.equals(ROUTE_EXTENSION)) {
      route = value;
    }
  }

  /** Reads header lines. An Envoy with encode_raw_headers sends every line separately. */
  private void lines(CodedInputStream in) throws IOException {
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case LINE -> line(in);
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
  }

  private void line(CodedInputStream in) throws IOException {
    String name = "";
    String value = "";
    int outer = ProtobufFields.begin(in);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case LINE_KEY -> name = name(in);
        case LINE_VALUE -> value = in.readStringRequireUtf8();
        case LINE_RAW_VALUE -> value = in.readBytes().toStringUtf8();
        default -> ProtobufFields.skip(in, tag);
      }
    }
    ProtobufFields.end(in, outer);
    headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b);
  }

  /** Reads a header name. A known name, whose length takes one byte, is not decoded again. */
  private String name(CodedInputStream in) throws IOException {
    int left = in.getBytesUntilLimit();
    int at = in.getTotalBytesRead();
    int length = left > 0 ? bytes[at] : 0;
    String known =
        length > 0 && length < left ? KnownHeaderNames.find(bytes, at + 1, length) : null;
    if (known == null) {
      return in.readStringRequireUtf8();
    }
    in.skipRawBytes(1 + length);
    return known;
  }
}
