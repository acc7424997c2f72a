package dev.sluice.extauthz.response;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.wire.ProtobufWriter;
import dev.sluice.config.v1.Dialect;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.policy.RouteRule;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;

/** An encoder of decisions as {@code CheckResponse} messages. */
public final class CheckResponseEncoder {
  private static final ThreadLocal<ProtobufWriter> WRITER =
      ThreadLocal.withInitial(ProtobufWriter::new);
  private static final HeaderAppendAction OVERWRITE = HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD;
  private static final ByteString STATUS_OK =
      CheckResponse.newBuilder()
          .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
          .build()
          .toByteString();

  private CheckResponseEncoder() {}

  /** Encodes the metadata fields that equal decisions share. */
  public static ByteString encodeFields(EncodedDecisionKey key) {
    return DecisionMetadataEncoder.encodeFields(key);
  }

  /**
   * Encodes the response to one check.
   *
   * @param sharedFields the result of {@link #encodeFields} for an equal decision
   * @param detail the detail in the message of a denial
   * @param grpc true for a call of a gRPC client
   */
  public static ByteString encode(
      Decision decision, ByteString sharedFields, MessageDetail detail, boolean grpc) {
    ProtobufWriter out = WRITER.get().clear();
    switch (decision) {
      case Decision.Allow(var facts, _, var upstream) -> allowed(out, facts, upstream);
      case Decision.Deny denial -> {
        Status status = Status.newBuilder().setCode(rpcCode(denial.code()).getNumber()).build();
        out.rawFields(
            CheckResponse.newBuilder()
                .setStatus(status)
                .setDeniedResponse(denied(denial, detail, grpc))
                .build()
                .toByteString());
      }
    }
    DecisionMetadataEncoder.write(decision, sharedFields, out);
    return UnsafeByteOperations.unsafeWrap(out.toByteArray());
  }

  private static void allowed(ProtobufWriter out, Facts facts, RequestHeaderChanges upstream) {
    out.rawFields(STATUS_OK);
    int ok = out.beginLong(CheckResponse.OK_RESPONSE_FIELD_NUMBER);
    for (RequestHeaderChanges.Header header : upstream.set()) {
      header(out, OkHttpResponse.HEADERS_FIELD_NUMBER, header.name(), header.value());
    }
    for (String name : upstream.remove()) {
      out.string(OkHttpResponse.HEADERS_TO_REMOVE_FIELD_NUMBER, name);
    }
    int responseHeader = OkHttpResponse.RESPONSE_HEADERS_TO_ADD_FIELD_NUMBER;
    for (RequestHeaderChanges.Header header : facts.responseHeaders()) {
      header(out, responseHeader, header.name(), header.value());
    }
    header(out, responseHeader, "x-correlation-id", facts.correlationId());
    header(out, responseHeader, "x-policy-version", facts.policyVersion());
    out.endLong(ok);
  }

  private static void header(ProtobufWriter out, int field, String name, String value) {
    int option = out.begin(field);
    int header = out.begin(HeaderValueOption.HEADER_FIELD_NUMBER);
    out.string(HeaderValue.KEY_FIELD_NUMBER, name);
    out.string(HeaderValue.VALUE_FIELD_NUMBER, value);
    out.end(header);
    out.number(HeaderValueOption.APPEND_ACTION_FIELD_NUMBER, OVERWRITE.getNumber());
    out.end(option);
  }

  private static DeniedHttpResponse denied(
      Decision.Deny denial, MessageDetail detail, boolean grpc) {
    Facts facts = denial.facts();
    DenialCode code = denial.code();
    RouteRule route = facts.route();
    ErrorFormat format = ErrorFormat.of(route == null ? Dialect.DIALECT_SLUICE : route.dialect());
    ErrorDetails error = detail.limit(DenialMessages.of(denial));
    ErrorIds ids = new ErrorIds(facts.requestId(), facts.correlationId());
    DeniedHttpResponse.Builder denied =
        DeniedHttpResponse.newBuilder()
            .setStatus(HttpStatus.newBuilder().setCode(StatusCode.forNumber(code.status())))
            .addHeaders(header("content-type", format.contentType()))
            .addHeaders(header("x-correlation-id", ids.correlationId()))
            .addHeaders(header("x-policy-version", facts.policyVersion()))
            .setBody(format.body(error, ids));
    for (String name : format.requestIdHeaders()) {
      denied.addHeaders(header(name, ids.requestId()));
    }
    for (RequestHeaderChanges.Header header : facts.responseHeaders()) {
      denied.addHeaders(header(header.name(), header.value()));
    }
    WwwAuthenticateChallenge.of(facts, code)
        .ifPresent(challenge -> denied.addHeaders(header("www-authenticate", challenge)));
    if (code.status() == 503) {
      denied.addHeaders(header("retry-after", "1"));
    }
    if (grpc && code.status() == 429) {
      // From the status alone Envoy makes UNAVAILABLE, which clients repeat at once.
      denied.addHeaders(header("grpc-status", Integer.toString(Code.RESOURCE_EXHAUSTED_VALUE)));
    }
    return denied.build();
  }

  private static Code rpcCode(DenialCode code) {
    return switch (code.status()) {
      case 400 -> Code.INVALID_ARGUMENT;
      case 401 -> Code.UNAUTHENTICATED;
      case 404 -> Code.NOT_FOUND;
      case 429 -> Code.RESOURCE_EXHAUSTED;
      case 500 -> Code.INTERNAL;
      case 503 -> Code.UNAVAILABLE;
      default -> Code.PERMISSION_DENIED;
    };
  }

  private static HeaderValueOption header(String name, String value) {
    return HeaderValueOption.newBuilder()
        .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
        .setAppendAction(OVERWRITE)
        .build();
  }
}
