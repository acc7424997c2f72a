package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import io.envoyproxy.envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder;
import io.envoyproxy.envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder.PrintOptions;
import io.envoyproxy.envoy.extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder.RequestValidationOptions;
import java.util.Base64;

/** A translator of calls of gRPC methods with JSON. */
public final class GrpcJsonTranslator {
  private GrpcJsonTranslator() {}

  /** Returns a filter that does nothing where no route configures it. */
  static Message translate() {
    return GrpcJsonTranscoder.newBuilder().setProtoDescriptorBin(ByteString.EMPTY).build();
  }

  public static Any perRoute(GrpcJsonIr policy) {
    return DeterministicEncoding.any(
        GrpcJsonTranscoder.newBuilder()
            .setProtoDescriptorBin(
                ByteString.copyFrom(Base64.getDecoder().decode(policy.descriptor())))
            .addAllServices(policy.services())
            .setAutoMapping(true)
            .setIgnoreUnknownQueryParameters(policy.ignoreUnknownQueryParameters())
            .setRequestValidationOptions(
                RequestValidationOptions.newBuilder()
                    .setRejectUnknownMethod(true)
                    .setRejectUnknownQueryParameters(!policy.ignoreUnknownQueryParameters()))
            .setConvertGrpcStatus(true)
            .setPrintOptions(
                PrintOptions.newBuilder()
                    .setPreserveProtoFieldNames(policy.preserveFieldNames())
                    .setAlwaysPrintPrimitiveFields(policy.printDefaults()))
            .build());
  }
}
