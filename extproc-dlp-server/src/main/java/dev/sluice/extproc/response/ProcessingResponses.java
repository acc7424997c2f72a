package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.common.error.ErrorWriter;
import dev.sluice.common.wire.ProtobufWriter;
import dev.sluice.extproc.cache.StoredResponse;
import dev.sluice.extproc.coding.AcceptEncoding;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.GrpcStatus;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import java.util.Locale;

/** A builder of the messages to Envoy, one method per kind. */
public final class ProcessingResponses {
  /** The size of the message fields around the bytes of a body. */
  private static final int FRAMES = 64;

  private static final int USUAL_HEADERS = 128;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int TOO_MANY = 429;

  /** The status of gRPC for a limit. */
  private static final int RESOURCE_EXHAUSTED = 8;

  /** The metadata namespace by which Envoy selects the route of a chosen model. */
  private static final String MODEL_NAMESPACE = "dev.sluice.model";

  private ProcessingResponses() {}

  /**
   * Builds the answer that passes headers, with an encoded {@code HeaderMutation} or an empty one.
   */
  public static EncodedProcessingResponse headers(BodyDirection direction, ByteString changes) {
    return headers(direction, changes, false);
  }

  /**
   * Builds the answer that passes the headers of a request with a chosen model, which the metadata
   * names. Envoy selects the route again, and does so only if headers change.
   */
  public static EncodedProcessingResponse chosenModel(
      ByteString changes, ChosenModel model, ModelVerdict verdict) {
    Struct.Builder fields =
        Struct.newBuilder()
            .putFields("target", text(model.target()))
            .putFields("model", text(model.alias()))
            .putFields("id", text(model.id()));
    put(verdict, fields);
    ByteString header =
        HeaderMutation.newBuilder()
            .addSetHeaders(HeaderMutationBuilder.set("x-model", model.alias()))
            .build()
            .toByteString();
    return headers(BodyDirection.REQUEST, changes.concat(header), true).with(modelMetadata(fields));
  }

  /** Returns the metadata that names the model that has answered, as a field of a response. */
  public static ByteString answeringModel(ChosenModel model, String backend) {
    return modelMetadata(
        Struct.newBuilder().putFields("id", text(model.id())).putFields("backend", text(backend)));
  }

  /** Returns the metadata of a request whose model a rule forbids, as a field of a response. */
  public static ByteString modelVerdict(ModelVerdict verdict) {
    Struct.Builder fields = Struct.newBuilder();
    put(verdict, fields);
    return modelMetadata(fields);
  }

  private static void put(ModelVerdict verdict, Struct.Builder fields) {
    if (!verdict.policy().isEmpty()) {
      fields.putFields("policy", text(verdict.policy()));
    }
    verdict.rule().ifPresent(rule -> fields.putFields("rule", text(rule)));
    if (!verdict.shadow().isEmpty()) {
      fields.putFields("shadow", text(String.join(",", verdict.shadow())));
    }
  }

  private static ByteString modelMetadata(Struct.Builder fields) {
    return ProcessingResponse.newBuilder()
        .setDynamicMetadata(
            Struct.newBuilder()
                .putFields(MODEL_NAMESPACE, Value.newBuilder().setStructValue(fields).build()))
        .build()
        .toByteString();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static EncodedProcessingResponse headers(
      BodyDirection direction, ByteString changes, boolean rerouted) {
    ProtobufWriter out = new ProtobufWriter(USUAL_HEADERS);
    int answer = out.begin(headersField(direction));
    if (!changes.isEmpty()) {
      int common = out.begin(HeadersResponse.RESPONSE_FIELD_NUMBER);
      out.bytes(CommonResponse.HEADER_MUTATION_FIELD_NUMBER, changes);
      if (rerouted) {
        out.number(CommonResponse.CLEAR_ROUTE_CACHE_FIELD_NUMBER, 1);
      }
      out.end(common);
    }
    out.end(answer);
    return new EncodedProcessingResponse(out.bytes());
  }

  /** Builds a chunk of a full-duplex body; its chunks need not match the received ones. */
  public static EncodedProcessingResponse streamedBody(
      BodyDirection direction, ByteString bytes, boolean last) {
    int end = last ? 2 : 0;
    int streamed = end + (bytes.isEmpty() ? 0 : ProtobufWriter.sizeOf(bytes.size()));
    ProtobufWriter out = new ProtobufWriter(FRAMES);
    body(out, direction, ProtobufWriter.sizeOf(streamed));
    out.begin(BodyMutation.STREAMED_RESPONSE_FIELD_NUMBER, streamed);
    if (last) {
      out.number(StreamedBodyResponse.END_OF_STREAM_FIELD_NUMBER, 1);
    }
    if (!bytes.isEmpty()) {
      out.begin(StreamedBodyResponse.BODY_FIELD_NUMBER, bytes.size());
    }
    return new EncodedProcessingResponse(out.bytes().concat(bytes));
  }

  /** Builds the answer that replaces the bytes of one message. */
  public static EncodedProcessingResponse replacedBody(BodyDirection direction, ByteString bytes) {
    ProtobufWriter out = new ProtobufWriter(FRAMES);
    if (bytes.isEmpty()) {
      body(out, direction, 2);
      out.number(BodyMutation.CLEAR_BODY_FIELD_NUMBER, 1);
    } else {
      body(out, direction, ProtobufWriter.sizeOf(bytes.size()));
      out.begin(BodyMutation.BODY_FIELD_NUMBER, bytes.size());
    }
    return new EncodedProcessingResponse(out.bytes().concat(bytes));
  }

  /** Builds the answer that passes the bytes of one message unchanged. */
  public static EncodedProcessingResponse unchangedBody(BodyDirection direction) {
    return empty(bodyField(direction));
  }

  /** Builds the answer that passes trailers. */
  public static EncodedProcessingResponse trailers(BodyDirection direction) {
    return empty(
        switch (direction) {
          case REQUEST -> ProcessingResponse.REQUEST_TRAILERS_FIELD_NUMBER;
          case RESPONSE -> ProcessingResponse.RESPONSE_TRAILERS_FIELD_NUMBER;
        });
  }

  /**
   * Builds the response that replaces the exchange by an error of this server.
   *
   * @param retryAfterSeconds the value of Retry-After; 0 for no such header
   */
  public static EncodedProcessingResponse immediateResponse(
      ErrorDetails error, ErrorWriter errors, long retryAfterSeconds) {
    int status = error.status();
    HeaderMutation.Builder headers =
        HeaderMutation.newBuilder()
            .addSetHeaders(HeaderMutationBuilder.set("content-type", errors.format().contentType()))
            .addSetHeaders(
                HeaderMutationBuilder.set("x-correlation-id", errors.ids().correlationId()));
    for (String name : errors.format().requestIdHeaders()) {
      headers.addSetHeaders(HeaderMutationBuilder.set(name, errors.ids().requestId()));
    }
    if (retryAfterSeconds > 0) {
      headers.addSetHeaders(
          HeaderMutationBuilder.set("retry-after", Long.toString(retryAfterSeconds)));
    }
    if (status == 415) {
      headers.addSetHeaders(HeaderMutationBuilder.set("accept-encoding", AcceptEncoding.ALL));
    }
    return immediate(
        status,
        headers,
        ByteString.copyFromUtf8(errors.body(error)),
        "sluice_" + error.code().toLowerCase(Locale.ROOT));
  }

  /**
   * Builds the response that answers the request from the cache.
   *
   * @param age the seconds since the response was requested from the upstream
   * @param known true if the client has the body already
   */
  public static EncodedProcessingResponse storedResponse(
      StoredResponse response, long age, boolean known) {
    HeaderMutation.Builder headers = HeaderMutation.newBuilder();
    for (StoredResponse.Header header : response.headers()) {
      headers.addSetHeaders(HeaderMutationBuilder.set(header.name(), header.value()));
    }
    headers
        .addSetHeaders(HeaderMutationBuilder.set("etag", response.etag()))
        .addSetHeaders(HeaderMutationBuilder.set("age", Long.toString(age)))
        .addSetHeaders(HeaderMutationBuilder.set("x-cache", "hit"));
    return immediate(
        known ? NOT_MODIFIED : OK,
        headers,
        known ? ByteString.EMPTY : response.body(),
        "sluice_cache_hit");
  }

  /** Builds the response that replaces the exchange by a JSON document of this server. */
  public static EncodedProcessingResponse localAnswer(String json, ErrorIds ids) {
    HeaderMutation.Builder headers =
        HeaderMutation.newBuilder()
            .addSetHeaders(HeaderMutationBuilder.set("content-type", "application/json"))
            .addSetHeaders(HeaderMutationBuilder.set("x-correlation-id", ids.correlationId()))
            .addSetHeaders(HeaderMutationBuilder.set("x-request-id", ids.requestId()));
    return immediate(OK, headers, ByteString.copyFromUtf8(json), "sluice_models");
  }

  private static EncodedProcessingResponse immediate(
      int status, HeaderMutation.Builder headers, ByteString body, String details) {
    ImmediateResponse.Builder response =
        ImmediateResponse.newBuilder()
            .setStatus(HttpStatus.newBuilder().setCodeValue(status))
            .setHeaders(headers)
            .setBody(body)
            .setDetails(details);
    if (status == TOO_MANY) {
      // For gRPC clients alone. From the status Envoy makes UNAVAILABLE, which they repeat at once.
      response.setGrpcStatus(GrpcStatus.newBuilder().setStatus(RESOURCE_EXHAUSTED));
    }
    return new EncodedProcessingResponse(
        ProcessingResponse.newBuilder().setImmediateResponse(response).build().toByteString());
  }

  /** Begins an answer with a body mutation of a given size, whose bytes are written next. */
  private static void body(ProtobufWriter out, BodyDirection direction, int mutation) {
    int common = ProtobufWriter.sizeOf(mutation);
    out.begin(bodyField(direction), ProtobufWriter.sizeOf(common));
    out.begin(BodyResponse.RESPONSE_FIELD_NUMBER, common);
    out.begin(CommonResponse.BODY_MUTATION_FIELD_NUMBER, mutation);
  }

  private static EncodedProcessingResponse empty(int field) {
    ProtobufWriter out = new ProtobufWriter(2);
    out.begin(field, 0);
    return new EncodedProcessingResponse(out.bytes());
  }

  private static int headersField(BodyDirection direction) {
    return switch (direction) {
      case REQUEST -> ProcessingResponse.REQUEST_HEADERS_FIELD_NUMBER;
      case RESPONSE -> ProcessingResponse.RESPONSE_HEADERS_FIELD_NUMBER;
    };
  }

  private static int bodyField(BodyDirection direction) {
    return switch (direction) {
      case REQUEST -> ProcessingResponse.REQUEST_BODY_FIELD_NUMBER;
      case RESPONSE -> ProcessingResponse.RESPONSE_BODY_FIELD_NUMBER;
    };
  }
}
