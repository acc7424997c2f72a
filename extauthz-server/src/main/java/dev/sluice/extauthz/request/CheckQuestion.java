package dev.sluice.extauthz.request;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What decisions need of a {@code CheckRequest}, read straight from its bytes: a request has some
 * sixty fields, and making objects of all of them costs as much as deciding.
 */
public final class CheckQuestion {
  private static final String ROUTE = "sluice.route";
  private static final int MAP_KEY = 1;
  private static final int MAP_VALUE = 2;

  private final byte[] bytes;
  private final Map<String, String> headers = HashMap.newHashMap(24);
  private String id = "";
  private String method = "";
  private String host = "";
  private String path = "";
  private String address = "";
  private String principal = "";
  private String route = "";
  private long seconds;
  private int nanos;

  private CheckQuestion(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads one.
   *
   * @throws IOException if the bytes are no {@code CheckRequest}
   */
  public static CheckQuestion read(byte[] request) throws IOException {
    CheckQuestion question = new CheckQuestion(request);
    CodedInputStream in = CodedInputStream.newInstance(request);
    while (true) {
      switch (field(in)) {
        case 0 -> {
          return question;
        }
        case CheckRequest.ATTRIBUTES_FIELD_NUMBER -> nested(in, question::attribute);
        default -> in.skipField(in.getLastTag());
      }
    }
  }

  /** Reads what gRPC received. */
  public static Marshaller<CheckQuestion> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(CheckQuestion question) {
        throw new UnsupportedOperationException("questions are only read");
      }

      @Override
      public CheckQuestion parse(InputStream stream) {
        try {
          boolean known = stream instanceof KnownLength || stream instanceof ByteArrayInputStream;
          return read(known ? stream.readNBytes(stream.available()) : stream.readAllBytes());
        } catch (IOException e) {
          throw Status.INTERNAL
              .withDescription("no CheckRequest")
              .withCause(e)
              .asRuntimeException();
        }
      }
    };
  }

  /** By lower-case name; lines of one name joined by commas. */
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

  /** With the query. */
  String path() {
    return path;
  }

  /** The other end of the connection. */
  String address() {
    return address;
  }

  /** Whom the client's certificate names; empty without one. */
  String principal() {
    return principal;
  }

  /** What the route's own configuration calls it; empty where it says nothing. */
  String route() {
    return route;
  }

  /** When the request began; the epoch where Envoy does not say. */
  Instant time() {
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private interface FieldReader {
    /** Reads one field, or leaves it and returns false. */
    boolean read(int field, CodedInputStream in) throws IOException;
  }

  /** The number of the next field, 0 at the end of the message. */
  private static int field(CodedInputStream in) throws IOException {
    return WireFormat.getTagFieldNumber(in.readTag());
  }

  private static void nested(CodedInputStream in, FieldReader reader) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int field = field(in); field != 0; field = field(in)) {
      if (!reader.read(field, in)) {
        in.skipField(in.getLastTag());
      }
    }
    in.checkLastTagWas(0);
    in.popLimit(outer);
  }

  private boolean attribute(int field, CodedInputStream in) throws IOException {
    switch (field) {
      case AttributeContext.SOURCE_FIELD_NUMBER -> nested(in, this::source);
      case AttributeContext.REQUEST_FIELD_NUMBER -> nested(in, this::request);
      case AttributeContext.CONTEXT_EXTENSIONS_FIELD_NUMBER -> extension(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean source(int field, CodedInputStream in) throws IOException {
    switch (field) {
      case AttributeContext.Peer.ADDRESS_FIELD_NUMBER -> nested(in, this::address);
      case AttributeContext.Peer.PRINCIPAL_FIELD_NUMBER -> principal = in.readStringRequireUtf8();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean address(int field, CodedInputStream in) throws IOException {
    if (field != Address.SOCKET_ADDRESS_FIELD_NUMBER) {
      return false;
    }
    nested(in, this::socketAddress);
    return true;
  }

  private boolean socketAddress(int field, CodedInputStream in) throws IOException {
    if (field != SocketAddress.ADDRESS_FIELD_NUMBER) {
      return false;
    }
    address = in.readStringRequireUtf8();
    return true;
  }

  private boolean request(int field, CodedInputStream in) throws IOException {
    switch (field) {
      case AttributeContext.Request.TIME_FIELD_NUMBER -> nested(in, this::time);
      case AttributeContext.Request.HTTP_FIELD_NUMBER -> nested(in, this::http);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean time(int field, CodedInputStream in) throws IOException {
    switch (field) {
      case Timestamp.SECONDS_FIELD_NUMBER -> seconds = in.readInt64();
      case Timestamp.NANOS_FIELD_NUMBER -> nanos = in.readInt32();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean http(int field, CodedInputStream in) throws IOException {
    switch (field) {
      case HttpRequest.ID_FIELD_NUMBER -> id = in.readStringRequireUtf8();
      case HttpRequest.METHOD_FIELD_NUMBER -> method = in.readStringRequireUtf8();
      case HttpRequest.HOST_FIELD_NUMBER -> host = in.readStringRequireUtf8();
      case HttpRequest.PATH_FIELD_NUMBER -> path = in.readStringRequireUtf8();
      case HttpRequest.HEADERS_FIELD_NUMBER -> header(in);
      case HttpRequest.HEADER_MAP_FIELD_NUMBER -> nested(in, this::line);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void header(CodedInputStream in) throws IOException {
    Entry entry = new Entry();
    nested(in, entry::read);
    headers.put(entry.key, entry.value);
  }

  private void extension(CodedInputStream in) throws IOException {
    Entry entry = new Entry();
    nested(in, entry::read);
    if (entry.key.equals(ROUTE)) {
      route = entry.value;
    }
  }

  /** An Envoy with encode_raw_headers sends every line by itself. */
  private boolean line(int field, CodedInputStream in) throws IOException {
    if (field != HeaderMap.HEADERS_FIELD_NUMBER) {
      return false;
    }
    Entry entry = new Entry();
    nested(in, entry::line);
    headers.merge(entry.key.toLowerCase(Locale.ROOT), entry.value, (a, b) -> a + "," + b);
    return true;
  }

  /** A text that is mostly one of few, whose length takes one byte then. */
  private String name(CodedInputStream in) throws IOException {
    int at = in.getTotalBytesRead();
    int length = at < bytes.length ? bytes[at] : 0;
    int from = at + 1;
    String known =
        length > 0 && length <= bytes.length - from ? HeaderNames.at(bytes, from, length) : null;
    if (known == null) {
      return in.readStringRequireUtf8();
    }
    in.skipRawBytes(1 + length);
    return known;
  }

  /** A name and its value. */
  private final class Entry {
    private String key = "";
    private String value = "";

    private boolean read(int field, CodedInputStream in) throws IOException {
      switch (field) {
        case MAP_KEY -> key = name(in);
        case MAP_VALUE -> value = in.readStringRequireUtf8();
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean line(int field, CodedInputStream in) throws IOException {
      switch (field) {
        case HeaderValue.KEY_FIELD_NUMBER -> key = name(in);
        case HeaderValue.VALUE_FIELD_NUMBER -> value = in.readStringRequireUtf8();
        case HeaderValue.RAW_VALUE_FIELD_NUMBER -> value = in.readBytes().toStringUtf8();
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
