package dev.sluice.bench.xds.client;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The delta stream of the aggregated service, with marshallers that count. */
final class DeltaProtocol {
  private static final String METHOD =
      "envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources";

  private final MethodDescriptor<DeltaRequest, DeltaUpdate> method;

  DeltaProtocol(TrafficCounter traffic) {
    this.method =
        MethodDescriptor.newBuilder(new Requests(traffic), new Updates(traffic))
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(METHOD)
            .build();
  }

  MethodDescriptor<DeltaRequest, DeltaUpdate> method() {
    return method;
  }

  private record Requests(TrafficCounter traffic)
      implements MethodDescriptor.Marshaller<DeltaRequest> {
    @Override
    public InputStream stream(DeltaRequest request) {
      byte[] bytes = request.encode();
      traffic.sent(bytes.length);
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public DeltaRequest parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }

  private record Updates(TrafficCounter traffic)
      implements MethodDescriptor.Marshaller<DeltaUpdate> {
    @Override
    public InputStream stream(DeltaUpdate update) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DeltaUpdate parse(InputStream stream) {
      long received = System.nanoTime();
      try {
        byte[] bytes = stream.readAllBytes();
        traffic.received(bytes.length);
        return DeltaUpdate.parse(UnsafeByteOperations.unsafeWrap(bytes), received);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
