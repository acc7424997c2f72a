package dev.sluice.bench.xds.client;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The one name that a cluster or a scope leads to. */
final class References {
  private static final int CLUSTER_TYPE = 2;
  private static final int CLUSTER_EDS = 3;
  private static final int TYPE_IS_EDS = 3;
  private static final int SERVICE_NAME = 2;
  private static final int SCOPE_ROUTES = 2;

  private References() {}

  /** Empty when the resource leads to nothing that is asked for by name. */
  static Optional<String> of(XdsType type, DeltaUpdate update, DeltaUpdate.Resource resource) {
    CodedInputStream in = update.value(resource).newCodedInput();
    try {
      return switch (type) {
        case CDS -> assignment(in, resource.name());
        case SRDS -> routes(in);
        case EDS, LDS, RDS -> Optional.empty();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> assignment(CodedInputStream in, String cluster)
      throws IOException {
    boolean eds = false;
    String name = cluster;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case CLUSTER_TYPE -> eds = in.readEnum() == TYPE_IS_EDS;
        case CLUSTER_EDS -> name = serviceName(in).orElse(cluster);
        default -> in.skipField(tag);
      }
    }
    return eds ? Optional.of(name) : Optional.empty();
  }

  private static Optional<String> serviceName(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    Optional<String> name = Optional.empty();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == SERVICE_NAME) {
        name = Optional.of(in.readString());
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
    return name.filter(text -> !text.isEmpty());
  }

  private static Optional<String> routes(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == SCOPE_ROUTES) {
        return Optional.of(in.readString());
      }
      in.skipField(tag);
    }
    return Optional.empty();
  }
}
