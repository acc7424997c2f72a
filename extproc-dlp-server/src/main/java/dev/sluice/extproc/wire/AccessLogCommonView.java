package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.data.accesslog.v3.ResponseFlags;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties.CertificateProperties.SubjectAltName;
import java.io.IOException;

/**
 * A view of an {@code AccessLogCommon} with the fields that this server needs; an absent text is
 * empty.
 */
public final class AccessLogCommonView {
  private static final int CLIENT =
      AccessLogCommon.DOWNSTREAM_REMOTE_ADDRESS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int UPSTREAM =
      AccessLogCommon.UPSTREAM_REMOTE_ADDRESS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int FIRST_BYTE =
      AccessLogCommon.TIME_TO_FIRST_UPSTREAM_RX_BYTE_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int LAST_SENT =
      AccessLogCommon.TIME_TO_LAST_UPSTREAM_TX_BYTE_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int START =
      AccessLogCommon.START_TIME_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int DURATION =
      AccessLogCommon.DURATION_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int LAST_BYTE =
      AccessLogCommon.TIME_TO_LAST_DOWNSTREAM_TX_BYTE_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int FLAGS =
      AccessLogCommon.RESPONSE_FLAGS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int TLS =
      AccessLogCommon.TLS_PROPERTIES_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int METADATA =
      AccessLogCommon.METADATA_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int TAGS =
      AccessLogCommon.CUSTOM_TAGS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int STREAM =
      AccessLogCommon.STREAM_ID_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int TYPE =
      AccessLogCommon.ACCESS_LOG_TYPE_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;

  private final FilterMetadata metadata = new FilterMetadata();
  private final StringMapField tags = new StringMapField();
  private final SecondsAndNanos start = new SecondsAndNanos();
  private final SecondsAndNanos duration = new SecondsAndNanos();
  private final SecondsAndNanos timeToLastByte = new SecondsAndNanos();
  private final SecondsAndNanos timeToFirstByte = new SecondsAndNanos();
  private final SecondsAndNanos timeToLastSentByte = new SecondsAndNanos();
  private final SocketAddressView clientAddress = new SocketAddressView();
  private ResponseFlags flags = ResponseFlags.getDefaultInstance();
  private TLSProperties tls = TLSProperties.getDefaultInstance();
  private String streamId = "";
  private boolean upstream;
  private int type;

  AccessLogCommonView() {}

  /**
   * Returns true for the entry of an exchange that has ended; more entries may follow any other.
   */
  public boolean isFinalEntry() {
    return type == AccessLogType.NotSet_VALUE || type == AccessLogType.DownstreamEnd_VALUE;
  }

  public FilterMetadata metadata() {
    return metadata;
  }

  /** Returns one of the tags that Envoy is configured to add, or an empty text. */
  public String tag(String name) {
    return tags.text(name);
  }

  public SecondsAndNanos start() {
    return start;
  }

  public SecondsAndNanos duration() {
    return duration;
  }

  /** Returns the time from the start to the last byte that was sent to the client. */
  public SecondsAndNanos timeToLastByte() {
    return timeToLastByte;
  }

  /** Returns the time from the start to the first byte of the upstream's response. */
  public SecondsAndNanos timeToFirstByte() {
    return timeToFirstByte;
  }

  /** Returns the time from the start to the last byte that was sent to the upstream. */
  public SecondsAndNanos timeToLastSentByte() {
    return timeToLastSentByte;
  }

  public SocketAddressView clientAddress() {
    return clientAddress;
  }

  /** Returns true if Envoy chose an upstream. */
  public boolean hasUpstream() {
    return upstream;
  }

  public ResponseFlags flags() {
    return flags;
  }

  /** Returns the first URI of the client's certificate, or an empty text. */
  public String principal() {
    for (SubjectAltName name : tls.getPeerCertificateProperties().getSubjectAltNameList()) {
      if (!name.getUri().isEmpty()) {
        return name.getUri();
      }
    }
    return "";
  }

  /** Returns Envoy's number of the stream. */
  public String streamId() {
    return streamId;
  }

  /** Reads the flags; most exchanges have none. */
  private void flags(ByteString encoded) throws IOException {
    flags = encoded.isEmpty() ? flags : flags.toBuilder().mergeFrom(encoded).build();
  }

  /** Reads the certificates; connections in plaintext have none. */
  private void tls(ByteString encoded) throws IOException {
    tls = encoded.isEmpty() ? tls : tls.toBuilder().mergeFrom(encoded).build();
  }

  boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case CLIENT -> ProtobufFields.nested(in, clientAddress::field);
      case START -> start.read(in);
      case DURATION -> duration.read(in);
      case LAST_BYTE -> timeToLastByte.read(in);
      case FIRST_BYTE -> timeToFirstByte.read(in);
      case LAST_SENT -> timeToLastSentByte.read(in);
      case FLAGS -> flags(in.readBytes());
      case TLS -> tls(in.readBytes());
      case METADATA -> ProtobufFields.nested(in, metadata::field);
      case TAGS -> tags.read(in);
      case STREAM -> streamId = in.readStringRequireUtf8();
      case TYPE -> type = in.readEnum();
      case UPSTREAM -> {
        upstream = true;
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
