package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.sluice.common.wire.ProtobufFields;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest.RequestCase;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A view of one of Envoy's ext_proc messages, a {@code ProcessingRequest}. */
public final class ProcessingRequestView {
  private static final int REQUEST_HEADERS =
      ProcessingRequest.REQUEST_HEADERS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int RESPONSE_HEADERS =
      ProcessingRequest.RESPONSE_HEADERS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int REQUEST_BODY =
      ProcessingRequest.REQUEST_BODY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int RESPONSE_BODY =
      ProcessingRequest.RESPONSE_BODY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int REQUEST_TRAILERS =
      ProcessingRequest.REQUEST_TRAILERS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int RESPONSE_TRAILERS =
      ProcessingRequest.RESPONSE_TRAILERS_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int METADATA =
      ProcessingRequest.METADATA_CONTEXT_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int PROTOCOL =
      ProcessingRequest.PROTOCOL_CONFIG_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.BYTES;
  private static final int OBSERVABILITY =
      ProcessingRequest.OBSERVABILITY_MODE_FIELD_NUMBER << ProtobufFields.NUMBER
          | ProtobufFields.VARINT;

  private static final int HEADERS =
      HttpHeaders.HEADERS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int NO_BODY =
      HttpHeaders.END_OF_STREAM_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;
  private static final int LINE =
      HeaderMap.HEADERS_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int BODY =
      HttpBody.BODY_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.BYTES;
  private static final int LAST =
      HttpBody.END_OF_STREAM_FIELD_NUMBER << ProtobufFields.NUMBER | ProtobufFields.VARINT;

  private final FilterMetadata metadata = new FilterMetadata();
  private RequestCase phase = RequestCase.REQUEST_NOT_SET;
  private List<HeaderLine> headers = List.of();
  private ByteString body = ByteString.EMPTY;
  private boolean endOfStream;
  private boolean observabilityMode;
  private Optional<ProtocolConfiguration> protocolConfig = Optional.empty();

  private ProcessingRequestView() {}

  /**
   * Reads a message.
   *
   * @throws IOException if the bytes are not a {@code ProcessingRequest}
   */
  public static ProcessingRequestView read(ByteString message) throws IOException {
    ProcessingRequestView question = new ProcessingRequestView();
    ProtobufFields.readAll(message, question::field);
    return question;
  }

  /** Returns a marshaller that reads the bytes that gRPC received. */
  public static Marshaller<ProcessingRequestView> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(ProcessingRequestView question) {
        throw new UnsupportedOperationException("questions are only read");
      }

      @Override
      public ProcessingRequestView parse(InputStream stream) {
        ProcessingRequestView question = new ProcessingRequestView();
        ProtobufFields.received(stream, "ProcessingRequest", question::field);
        return question;
      }
    };
  }

  /** Returns the phase of the message. */
  public RequestCase phase() {
    return phase;
  }

  /** Returns the lines of a headers message. */
  public List<HeaderLine> headers() {
    return headers;
  }

  /** Returns the bytes of a body message. */
  public ByteString body() {
    return body;
  }

  /** Returns true if only trailers may follow in this direction. */
  public boolean endOfStream() {
    return endOfStream;
  }

  /** Returns the metadata of other filters. */
  public FilterMetadata metadata() {
    return metadata;
  }

  /** Returns true if Envoy does not wait for responses. */
  public boolean observabilityMode() {
    return observabilityMode;
  }

  /** Returns the body modes; only the first message of a stream has them. */
  public Optional<ProtocolConfiguration> protocolConfig() {
    return protocolConfig;
  }

  private boolean field(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case REQUEST_HEADERS -> phase(RequestCase.REQUEST_HEADERS, in, this::headers);
      case RESPONSE_HEADERS -> phase(RequestCase.RESPONSE_HEADERS, in, this::headers);
      case REQUEST_BODY -> phase(RequestCase.REQUEST_BODY, in, this::body);
      case RESPONSE_BODY -> phase(RequestCase.RESPONSE_BODY, in, this::body);
      case REQUEST_TRAILERS -> phase(RequestCase.REQUEST_TRAILERS, in, (_, _) -> false);
      case RESPONSE_TRAILERS -> phase(RequestCase.RESPONSE_TRAILERS, in, (_, _) -> false);
      case METADATA -> ProtobufFields.nested(in, metadata::field);
      case OBSERVABILITY -> observabilityMode = in.readBool();
      case PROTOCOL ->
          protocolConfig =
              Optional.of(
                  protocolConfig
                      .map(ProtocolConfiguration::toBuilder)
                      .orElseGet(ProtocolConfiguration::newBuilder)
                      .mergeFrom(in.readBytes())
                      .build());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads a phase; the last one counts, and a repeated one is merged. */
  private void phase(RequestCase next, CodedInputStream in, ProtobufFields.Reader reader)
      throws IOException {
    if (phase != next) {
      phase = next;
      headers = List.of();
      body = ByteString.EMPTY;
      endOfStream = false;
    }
    ProtobufFields.nested(in, reader);
  }

  private boolean headers(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case HEADERS -> ProtobufFields.nested(in, this::line);
      case NO_BODY -> endOfStream = in.readBool();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean line(int tag, CodedInputStream in) throws IOException {
    if (tag != LINE) {
      return false;
    }
    HeaderLine line = new HeaderLine();
    ProtobufFields.nested(in, line::field);
    if (headers.isEmpty()) {
      headers = new ArrayList<>(24);
    }
    headers.add(line);
    return true;
  }

  private boolean body(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case BODY -> body = in.readBytes();
      case LAST -> endOfStream = in.readBool();
      default -> {
        return false;
      }
    }
    return true;
  }
}
